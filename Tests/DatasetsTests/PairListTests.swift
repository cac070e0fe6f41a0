// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import TestBasics
import Testing

@Suite(.tags(.unit)) struct PairListTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let files: [String]
    var stems: [String] = []
    var firstOnly: [String] = []
    var secondOnly: [String] = []
  }

  static let pairings = [
    Case(
      testDescription: "natural order", files: ["a/10.png", "a/9.png", "b/9.png", "b/10.png"],
      stems: ["9", "10"]),
    Case(
      testDescription: "other extensions",
      files: ["a/x.JPG", "b/x.tiff", "a/y.webp", "b/y.jpeg", "a/z.jfif", "b/z.JPE"],
      stems: ["x", "y", "z"]),
    Case(
      testDescription: "dots in the name", files: ["a/x.1.png", "b/x.1.jpg", "a/x.png", "b/x.png"],
      stems: ["x", "x.1"]),
    Case(
      testDescription: "spaces and umlauts", files: ["a/ü b.png", "b/ü b.png"], stems: ["ü b"]),
    Case(
      testDescription: "one side missing",
      files: ["a/1.png", "b/1.png", "a/12.png", "a/2.png", "b/30.jpg", "b/4.png"],
      stems: ["1"], firstOnly: ["a/2.png", "a/12.png"], secondOnly: ["b/4.png", "b/30.jpg"]),
    Case(
      testDescription: "no images among them",
      files: [
        "a/1.png", "b/1.png", "a/1.txt", "a/.hidden.png", "a/2.png/", "a/in/3.png", "b/2.gif",
      ],
      stems: ["1"]),
  ]

  @Test(arguments: pairings)
  func pairsByStem(_ wanted: Case) throws {
    try withTree(wanted.files) { root in
      let list = try PairList(first: "\(root)/a", second: "\(root)/b")
      #expect(list.pairs.map(\.stem) == wanted.stems)
      #expect(list.firstOnly == wanted.firstOnly.map { "\(root)/\($0)" })
      #expect(list.secondOnly == wanted.secondOnly.map { "\(root)/\($0)" })
    }
  }

  @Test func saysWhichImagesOfOtherKindsAreLeftOut() throws {
    let side = ["a/Thumbs.db", "a/.DS_Store", "a/notes.txt", "a/1.json", "a/.x.gif", "a/4.gif/"]
    try withTree(
      ["a/1.png", "b/1.png", "b/2.png", "a/2.gif", "a/3.psd", "a/4.PSD", "b/5.jp2"] + side
    ) { root in
      let list = try PairList(first: "\(root)/a", second: "\(root)/b")
      #expect(
        list.warnings == [
          "\(root)/b/2.png: has no partner in the other folder; left out",
          "\(root)/a: left out 3 files that are no supported image (2 .psd, 1 .gif)",
          "\(root)/b: left out 1 file that is no supported image (1 .jp2)",
        ])
    }
  }

  #if os(Linux)
    /// Only Linux lets such names be.
    @Test func refusesNamesThatAreNotUTF8() throws {
      try withTree(["a/1.png", "b/1.png"]) { root in
        for name in ["caf\u{E9}.png", "caf\u{E9}.txt"] {
          let bytes = Array("\(root)/a/".utf8) + name.unicodeScalars.map { UInt8($0.value) } + [0]
          let file = bytes.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { creat($0.baseAddress!, 0o600) }
          }
          try #require(file >= 0)
          close(file)
        }
        let error = #expect(throws: DatasetError.self) {
          try PairList(first: "\(root)/a", second: "\(root)/b")
        }
        #expect(error?.code == .invalidNames)
        #expect(
          error?.message
            == "1 name of an image is not valid UTF-8 (caf\u{FFFD}.png), names in UTF-8 are wanted")
      }
    }
  #endif

  @Test func namesBothFiles() throws {
    try withTree(["a/x.png", "b/x.jpg"]) { root in
      let list = try PairList(first: "\(root)/a/", second: "\(root)/b")
      #expect(
        list.pairs == [ImagePair(stem: "x", first: "\(root)/a/x.png", second: "\(root)/b/x.jpg")])
    }
  }

  @Test(arguments: ["a", "a/", "./a", "b/../a", "link"])
  func refusesOneFolderTwice(_ name: String) throws {
    try withTree(["a/1.png", "b/1.png"]) { root in
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/link", withDestinationPath: "\(root)/a")
      let error = #expect(throws: DatasetError.self) {
        try PairList(first: "\(root)/a", second: "\(root)/\(name)")
      }
      #expect(error?.code == .sameFolder)
    }
  }

  struct Failure: Sendable {
    let code: DatasetError.Code
    let files: [String]
    let message: String
  }

  static let failures = [
    Failure(
      code: .unreadableFolder, files: ["b/1.png"],
      message: "a: not a folder that can be read: No such file or directory"),
    Failure(
      code: .unreadableFolder, files: ["a", "b/1.png"],
      message: "a: not a folder that can be read: Not a directory"),
    Failure(
      code: .noImages, files: ["a/1.png", "b/"],
      message: "b: no image among 0 files, png, jpg, tif, webp, bmp, pgm, ppm or npy wanted"),
    Failure(
      code: .noImages, files: ["a/1.txt", "b/1.png"],
      message: "a: no image among 1 files, png, jpg, tif, webp, bmp, pgm, ppm or npy wanted"),
    Failure(
      code: .duplicateStem, files: ["a/1.png", "b/1.png", "b/1.jpg"],
      message: "b: 1.jpg and 1.png are one stem, a single image of it is wanted"),
    Failure(
      code: .noImages, files: ["a/1.psd", "a/2.PSD", "a/1.txt", "b/1.png"],
      message:
        "a: no image among 3 files (2 .psd), png, jpg, tif, webp, bmp, pgm, ppm or npy wanted"),
    Failure(
      code: .duplicateStem,
      files: ["b/1.png"] + (1...6).flatMap { ["a/\($0).png", "a/\($0).tif"] } + ["a/6.jpg"],
      message: "a: 6 stems have several images (1.png and 1.tif, 2.png and 2.tif, 3.png and 3.tif,"
        + " 4.png and 4.tif, 5.png and 5.tif, and 1 more), a single image of each is wanted"),
    Failure(
      code: .noPairs, files: ["a/1.png", "b/2.png"],
      message:
        "a: none of its 1 images (1.png) has a partner in b (1 images, 2.png); names that are"
        + " equal but for the extension, or but for words such as vis and ir, are wanted"),
  ]

  @Test(arguments: failures)
  func refusesWithTheFolderAndTheReason(_ wanted: Failure) throws {
    try withTree(wanted.files) { root in
      let error = #expect(throws: DatasetError.self) {
        try PairList(first: "\(root)/a", second: "\(root)/b")
      }
      #expect(error?.code == wanted.code)
      #expect(error?.description.replacing("\(root)/", with: "") == wanted.message)
    }
  }
}
