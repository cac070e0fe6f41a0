// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import TestBasics
import Testing

/// One folder, or one tree, that holds both kinds.
@Suite("pairing within a folder", .tags(.unit)) struct OneFolderTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let files: [String]
    let pairs: [String]
    var isRecursive = false
    var pattern: String?
    var note: String?
    var unpaired: [String] = []
  }

  static let cases = [
    Case(
      testDescription: "words", files: ["1_vis.png", "1_ir.png", "2_vis.png", "map.png"],
      pairs: ["1: 1_vis.png 1_ir.png"],
      note: "1 pair by the pattern *_vis=*_ir, such as 1_vis.png with 1_ir.png; 2 images have no"
        + " partner", unpaired: ["2_vis.png", "map.png"]),
    Case(
      testDescription: "a word in one name alone", files: ["F_1.jpg", "F_1_RGB.jpg", "F_2.jpg"],
      pairs: ["F_1: F_1_RGB.jpg F_1.jpg"], note: "*_RGB=*", unpaired: ["F_2.jpg"]),
    Case(
      testDescription: "a data set's folder", files: ["visible/1.png", "lwir/1.png"],
      pairs: ["1: visible/1.png lwir/1.png"]),
    Case(
      testDescription: "a tree like KAIST's",
      files: [
        "set00/V000/visible/I1.jpg", "set00/V000/lwir/I1.jpg", "set01/V000/visible/I1.jpg",
        "set01/V000/lwir/I1.jpg", "set01/V000/lwir/I2.jpg",
      ],
      pairs: [
        "set00/V000/I1: set00/V000/visible/I1.jpg set00/V000/lwir/I1.jpg",
        "set01/V000/I1: set01/V000/visible/I1.jpg set01/V000/lwir/I1.jpg",
      ], isRecursive: true, note: "2 pairs by the pattern */visible/*=*/lwir/*",
      unpaired: ["set01/V000/lwir/I2.jpg"]),
    Case(
      testDescription: "a folder for each scene",
      files: ["a/vis.png", "a/ir.png", "b/vis.png", "b/ir.png"],
      pairs: ["a: a/vis.png a/ir.png", "b: b/vis.png b/ir.png"], isRecursive: true,
      note: "*/vis=*/ir"),
    Case(
      testDescription: "words in a tree", files: ["x/1_vis.png", "x/1_ir.png", "y/1_vis.png"],
      pairs: ["x/1: x/1_vis.png x/1_ir.png"], isRecursive: true, note: "*_vis=*_ir",
      unpaired: ["y/1_vis.png"]),
    Case(
      testDescription: "extensions by a pattern", files: ["1.jpg", "1.tif", "2.jpg", "2.tif"],
      pairs: ["1: 1.jpg 1.tif", "2: 2.jpg 2.tif"], pattern: "*.jpg=*.tif", note: "*.jpg=*.tif"),
    Case(
      testDescription: "of three cameras the two that are named",
      files: ["D_1_W.jpg", "D_1_V.jpg", "D_1_T.jpg"], pairs: ["D_1: D_1_W.jpg D_1_T.jpg"],
      pattern: "*_W=*_T", note: "*_W=*_T", unpaired: ["D_1_V.jpg"]),
    Case(
      testDescription: "time stamps that differ by a second",
      files: ["D_20260101120000_0001_W.jpg", "D_20260101120001_0001_T.jpg"],
      pairs: [
        "D_20260101120000_0001: D_20260101120000_0001_W.jpg D_20260101120001_0001_T.jpg"
      ],
      note: "1 pair by the pattern *_W=*_T with times within 2 s"),
    Case(
      testDescription: "numbers of one shot that differ by one",
      files: [
        "20260101_115959_1_T.jpg", "20260101_120001_2_W.jpg", "20260101_120001_3_T.jpg",
        "20260101_120003_4_W.jpg", "20260101_120003_5_T.jpg", "20260101_120005_6_W.jpg",
      ],
      pairs: [
        "20260101_120001_2: 20260101_120001_2_W.jpg 20260101_120001_3_T.jpg",
        "20260101_120003_4: 20260101_120003_4_W.jpg 20260101_120003_5_T.jpg",
      ], note: "with numbers one apart and times within 2 s",
      unpaired: ["20260101_115959_1_T.jpg", "20260101_120005_6_W.jpg"]),
    Case(
      testDescription: "numbers that differ by one without times, where the pattern is named",
      files: ["DJI_0001_W.jpg", "DJI_0002_T.jpg", "DJI_0003_W.jpg", "DJI_0004_T.jpg"],
      pairs: [
        "DJI_0001: DJI_0001_W.jpg DJI_0002_T.jpg", "DJI_0003: DJI_0003_W.jpg DJI_0004_T.jpg",
      ], pattern: "*_W=*_T", note: "with numbers one apart, which no time confirms"),
    Case(
      testDescription: "a pattern of a data set's folder",
      files: ["vi/a1.png", "ir/b1.png", "vi/a2.png", "ir/b2.png"],
      pairs: ["1: vi/a1.png ir/b1.png", "2: vi/a2.png ir/b2.png"], pattern: "a*=b*",
      note: "a*=b*"),
  ]

  @Test(arguments: cases)
  func pairsOneFolder(_ wanted: Case) throws {
    try withTree(wanted.files) { root in
      let pairing = FolderPairing(
        pattern: try wanted.pattern.map { try NamePattern($0) }, isRecursive: wanted.isRecursive)
      let list = try pairing.list(in: root)
      expect(list, wanted.pairs, in: root)
      expect(list.note, wanted.note)
      #expect(list.unpaired == wanted.unpaired.map { "\(root)/\($0)" })
      #expect(list.warnings.first?.hasSuffix("has no partner; left out") ?? true)
    }
  }

  @Test func timesComeFromTheFilesThemselves() throws {
    let times = ["1_W": "10:00", "2_T": "10:00", "3_W": "10:07", "4_T": "10:08", "5_W": "10:30"]
    try withTree(["DJI_0006_T.JPG"]) { root in
      for (name, time) in times {
        try photograph(takenAt: "2026:01:01 12:\(time)")
          .write(to: URL(filePath: "\(root)/DJI_000\(name).JPG"))
      }
      let list = try FolderPairing().list(in: root)
      expect(
        list,
        [
          "DJI_0001: DJI_0001_W.JPG DJI_0002_T.JPG", "DJI_0003: DJI_0003_W.JPG DJI_0004_T.JPG",
        ], in: root)
      #expect(list.unpaired.count == 2, "the sixth says no time")
    }
  }

  /// The start of a JPEG file: EXIF data with a time, as cameras write them.
  private func photograph(takenAt time: String) -> Data {
    let text = Array(time.utf8) + [0]
    // Entries: tag, type, count, value; one in each directory. All little-endian.
    let pointer: [UInt8] = [1, 0, 0x69, 0x87, 4, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0]
    let original: [UInt8] = [1, 0, 0x03, 0x90, 2, 0, 20, 0, 0, 0, 44, 0, 0, 0, 0, 0, 0, 0]
    let tiff = Array("II*\0".utf8) + [8, 0, 0, 0] + pointer + original + text
    let body = Array("Exif\0\0".utf8) + tiff
    let length = [UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)]
    return Data([0xFF, 0xD8, 0xFF, 0xE1] + length + body + [0xFF, 0xD9])
  }

  /// Names that a pattern fits and does not join, and what is said of it.
  static let unjoined: [(files: [String], says: String)] = [
    // A shot that is missing: either step leaves images out.
    (
      ["D_1_W.jpg", "D_2_T.jpg", "D_3_W.jpg", "D_6_T.jpg"],
      "D_1_W.jpg goes with D_2_T.jpg by number, but no time confirms it"
    ),
    (["D_1_W.jpg", "D_2_T.jpg", "D_3_W.jpg"], "by number, but no time confirms it"),
    (
      ["D_1_W.jpg", "D_3_T.jpg"],
      "*_W fits 1 of 2 images (D_1_W.jpg), *_T 1 of 2 images (D_3_T.jpg); no two have in common"
        + " what * stands for"
    ),
    // Times that contradict.
    (
      ["20260101_120000_1_W.jpg", "20260101_120009_2_T.jpg"],
      "they were taken 9 s apart; at most 2 s is wanted"
    ),
    (["a.jpg", "b_T.jpg"], "*_W fits 0 of 2 images (a.jpg), *_T 1 of 2 images (b_T.jpg)"),
  ]

  @Test(arguments: unjoined)
  func numbersThatSayTooLittleAreRefused(_ files: [String], _ says: String) throws {
    try withTree(files) { root in
      let error = #expect(throws: DatasetError.self) {
        try FolderPairing(pattern: NamePattern("*_W=*_T")).list(in: root)
      }
      #expect(error?.code == .noPairs)
      #expect(error?.message.contains(says) == true, "\(error?.message ?? "")")
    }
  }

  @Test func numbersWithoutTimesSayWhatHelps() throws {
    try withTree(["DJI_0001_W.jpg", "DJI_0002_T.jpg"]) { root in
      let error = #expect(throws: DatasetError.self) { try FolderPairing().list(in: root) }
      #expect(
        error?.message.hasSuffix(
          "; the pattern *_W=*_T, where it is named, joins numbers one apart, which no time"
            + " confirms (DJI_0001_W.jpg with DJI_0002_T.jpg)") == true)
    }
  }

  @Test func foldersOfResultsAreNotEntered() throws {
    let files = ["x/1_vis.png", "x/1_ir.png", "out/x/1.png", "out/y/2_vis.png", "out/y/2_ir.png"]
    try withTree(files) { root in
      var pairing = FolderPairing(isRecursive: true)
      pairing.excluded = ["\(root)/x/../out/"]
      let list = try pairing.list(in: root)
      expect(list, ["x/1: x/1_vis.png x/1_ir.png"], in: root)
      #expect(list.unpaired.isEmpty)
      #expect(try FolderPairing(isRecursive: true).list(in: root).pairs.count == 2)
    }
  }

  @Test func aPathOfBothKindsIsALayout() throws {
    try withTree(["1_vis.png", "1_ir.png", "2_vis.png"]) { root in
      let list = try PairLayout.source(at: root).list()
      #expect(try list == FolderPairing().list(in: root) && list.pairs.count == 1)
    }
  }

  @Test func pairingsAreKeptAsText() throws {
    let pairing = FolderPairing(pattern: try NamePattern("*_vis=*_ir"), isRecursive: true)
    let json = try JSONEncoder().encode(pairing)
    #expect(try JSONDecoder().decode(FolderPairing.self, from: json) == pairing)
    #expect(try JSONDecoder().decode(FolderPairing.self, from: Data("{}".utf8)) == FolderPairing())
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(FolderPairing.self, from: Data(#"{"pattern": "x"}"#.utf8))
    }
  }

  struct Failure: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let files: [String]
    let code: DatasetError.Code
    let message: String
  }

  static let failures = [
    Failure(
      testDescription: "three cameras", files: ["1_V.jpg", "1_W.jpg", "1_T.jpg"],
      code: .ambiguousPairs,
      message: "1_T.jpg could go with 1_V.jpg (*_V=*_T) or with 1_W.jpg (*_W=*_T)"),
    Failure(
      testDescription: "three cameras with numbers of their own",
      files: ["V", "W"].flatMap { ["20260101_120000_1_\($0).jpg"] } + ["20260101_120000_2_T.jpg"],
      code: .ambiguousPairs, message: "20260101_120000_2_T.jpg could go with"),
    Failure(
      testDescription: "numbers that differ by one, and no times",
      files: ["DJI_0001_W.jpg", "DJI_0002_T.jpg"], code: .noPairs,
      message: "no two of its 2 images (DJI_0001_W.jpg) are a pair by their names"),
    Failure(
      testDescription: "times far apart",
      files: ["20260101_120000_1_W.jpg", "20260101_120003_2_T.jpg"], code: .noPairs,
      message: "no two of its 2 images (20260101_120000_1_W.jpg) are a pair by their names; names"
        + " that are equal but for words such as vis and ir are wanted; 20260101_120000_1_W.jpg goes"
        + " with 20260101_120003_2_T.jpg by number, but they were taken 3 s apart; at most 2 s is"
        + " wanted"),
    Failure(
      testDescription: "extensions alone", files: ["1.jpg", "1.tif"], code: .duplicateStem,
      message: "1.jpg and 1.tif are one stem"),
    Failure(
      testDescription: "a tree that is not entered",
      files: ["V000/visible/1.png", "V000/lwir/1.png"],
      code: .noImages, message: "no image among 0 files beside 1 folder"),
  ]

  @Test(arguments: failures)
  func refusesToGuess(_ wanted: Failure) throws {
    try withTree(wanted.files) { root in
      let error = #expect(throws: DatasetError.self) { try FolderPairing().list(in: root) }
      #expect(error?.code == wanted.code)
      let message = error?.message ?? ""
      #expect(message.hasPrefix(wanted.message), "\(message)")
    }
  }

  @Test func treesOfTwoFoldersKeepTheirWays() throws {
    try withTree(["a/x/1.png", "a/2.png", "b/x/1.png", "b/2.png", "a/y/.h/3.png", "b/x/z/9.gif"]) {
      root in
      // A link back would be entered for ever.
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/a/x/back", withDestinationPath: "\(root)/a")
      let list = try FolderPairing(isRecursive: true).list(first: "\(root)/a", second: "\(root)/b")
      expect(list, ["2: 2.png 2.png", "x/1: x/1.png x/1.png"], in: root, "a", "b")
      #expect(
        list.warnings == [
          "\(root)/b/x/z: left out 1 file that is no supported image (1 .gif)"
        ])
    }
  }
}
