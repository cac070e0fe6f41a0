// SPDX-License-Identifier: Apache-2.0

import Datasets
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
      testDescription: "other extensions", files: ["a/x.JPG", "b/x.tiff", "a/y.webp", "b/y.jpeg"],
      stems: ["x", "y"]),
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

  @Test func namesBothFiles() throws {
    try withTree(["a/x.png", "b/x.jpg"]) { root in
      let list = try PairList(first: "\(root)/a/", second: "\(root)/b")
      #expect(
        list.pairs == [ImagePair(stem: "x", first: "\(root)/a/x.png", second: "\(root)/b/x.jpg")])
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
      message: "b: no image among 0 files, png, jpg, tif or webp wanted"),
    Failure(
      code: .noImages, files: ["a/1.txt", "b/1.png"],
      message: "a: no image among 1 files, png, jpg, tif or webp wanted"),
    Failure(
      code: .duplicateStem, files: ["a/1.png", "b/1.png", "b/1.jpg"],
      message: "b: 1.jpg and 1.png are one stem, a single image of it is wanted"),
    Failure(
      code: .noPairs, files: ["a/1.png", "b/01.png"],
      message: "a: none of its 1 images has a partner in b (1 images), equal names but for the"
        + " extension wanted"),
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
