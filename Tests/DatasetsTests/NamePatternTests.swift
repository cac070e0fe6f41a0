// SPDX-License-Identifier: Apache-2.0

import Datasets
import TestBasics
import Testing

/// Names of pairs that are not equal.
@Suite("pairing by patterns", .tags(.unit)) struct NamePatternTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let first: [String]
    let second: [String]
    /// Which goes with which, as "name: first second".
    let pairs: [String]
    var pattern: String?
    /// What of the note is looked at; nil: there is none.
    var note: String?
    var unpaired: [String] = []
  }

  static let found = [
    Case(
      testDescription: "suffixes", first: ["1_vis.png", "2_vis.jpg"],
      second: ["1_ir.png", "2_ir.png"],
      pairs: ["1: 1_vis.png 1_ir.png", "2: 2_vis.jpg 2_ir.png"],
      note: "2 pairs by the pattern *_vis=*_ir, such as 1_vis.png with 1_ir.png"),
    Case(
      testDescription: "prefixes that touch numbers", first: ["VIS1.png", "VIS10.png", "VIS9.png"],
      second: ["IR10.png", "IR9.png", "IR1.png"],
      pairs: ["1: VIS1.png IR1.png", "9: VIS9.png IR9.png", "10: VIS10.png IR10.png"],
      note: "3 pairs by the pattern VIS*=IR*"),
    Case(
      testDescription: "case and zeros", first: ["Img_7_RGB.png", "Img_8_rgb.png"],
      second: ["img_007_THERMAL.tif", "img_008_Thermal.tif"],
      pairs: [
        "Img_7: Img_7_RGB.png img_007_THERMAL.tif", "Img_8: Img_8_rgb.png img_008_Thermal.tif",
      ],
      note: "by the pattern *_RGB=*_THERMAL"),
    Case(
      testDescription: "zeros alone", first: ["1.png", "2.png"], second: ["01.png", "02.png"],
      pairs: ["1: 1.png 01.png", "2: 2.png 02.png"],
      note: "2 pairs by names, some but for case, zeros or separators, such as 1.png with 01.png"),
    Case(
      testDescription: "other separators", first: ["vis-a_1.png"], second: ["ir_a-1.png"],
      pairs: ["a_1: vis-a_1.png ir_a-1.png"], note: "1 pair by the pattern vis-*=ir_*"),
    Case(
      testDescription: "a word within", first: ["day_vis_1.png"], second: ["day_ir_1.png"],
      pairs: ["day_1: day_vis_1.png day_ir_1.png"], note: "by the pattern *_vis_*=*_ir_*"),
    Case(
      testDescription: "a word in one name alone", first: ["1.png", "2.png"],
      second: ["1_thermal.png", "2_thermal.png"],
      pairs: ["1: 1.png 1_thermal.png", "2: 2.png 2_thermal.png"],
      note: "by the pattern *=*_thermal"),
    Case(
      testDescription: "single letters", first: ["0001v.jpg", "0002v.jpg"],
      second: ["0001i.jpg", "0002i.jpg"],
      pairs: ["0001: 0001v.jpg 0001i.jpg", "0002: 0002v.jpg 0002i.jpg"],
      note: "by the pattern *v=*i"),
    Case(
      testDescription: "capital letters begin words", first: ["frame1Vis.png"],
      second: ["frame1Ir.png"], pairs: ["frame1: frame1Vis.png frame1Ir.png"],
      note: "by the pattern *Vis=*Ir"),
    Case(
      testDescription: "unknown words", first: ["MAX_0001.jpg", "MAX_0002.jpg"],
      second: ["IRX_0001.jpg", "IRX_0002.jpg"],
      pairs: ["0001: MAX_0001.jpg IRX_0001.jpg", "0002: MAX_0002.jpg IRX_0002.jpg"],
      note: "by the pattern MAX_*=IRX_*"),
    Case(
      testDescription: "what has no partner", first: ["1_vis.png", "3_vis.png"],
      second: ["1_ir.png", "2_ir.png"], pairs: ["1: 1_vis.png 1_ir.png"],
      note: "1 pair by the pattern *_vis=*_ir, such as 1_vis.png with 1_ir.png; 2 images have no"
        + " partner", unpaired: ["a/3_vis.png", "b/2_ir.png"]),
    Case(
      testDescription: "MRI and PET", first: ["01_MRI.png"], second: ["01_PET.png"],
      pairs: ["01: 01_MRI.png 01_PET.png"], note: "by the pattern *_MRI=*_PET"),
    Case(
      testDescription: "equal names come first", first: ["x_vis.png", "y_vis.png"],
      second: ["x_vis.png", "y_ir.png"], pairs: ["x_vis: x_vis.png x_vis.png"],
      unpaired: ["a/y_vis.png", "b/y_ir.png"]),
    Case(
      testDescription: "a pattern that is named", first: ["cam0_1.png", "cam0_2.png"],
      second: ["cam1_01.png", "cam1_3.png"], pairs: ["1: cam0_1.png cam1_01.png"],
      pattern: "cam0_*=cam1_*", note: "1 pair by the pattern cam0_*=cam1_*",
      unpaired: ["a/cam0_2.png", "b/cam1_3.png"]),
    Case(
      testDescription: "two stars", first: ["a-left-1.png"], second: ["a-right-1.png"],
      pairs: ["a-1: a-left-1.png a-right-1.png"], pattern: "*-left-*=*-right-*", note: "*-left-*"),
  ]

  @Test(arguments: found)
  func pairsTwoFolders(_ wanted: Case) throws {
    try withTree(wanted.first.map { "a/\($0)" } + wanted.second.map { "b/\($0)" }) { root in
      let pairing = FolderPairing(pattern: try wanted.pattern.map { try NamePattern($0) })
      let list = try pairing.list(first: "\(root)/a", second: "\(root)/b")
      expect(list, wanted.pairs, in: root, "a", "b")
      expect(list.note, wanted.note)
      #expect(list.unpaired == wanted.unpaired.map { "\(root)/\($0)" })
    }
  }

  struct Failure: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let first: [String]
    let second: [String]
    let code: DatasetError.Code
    let message: String
  }

  static let failures = [
    Failure(
      testDescription: "other numbers around the common part",
      first: ["cam0_1.png", "cam0_2.png"], second: ["cam1_1.png", "cam1_2.png"], code: .noPairs,
      message: "none of its 2 images (cam0_1.png) has a partner in b (2 images, cam1_1.png); names"
        + " that are equal but for the extension, or but for words such as vis and ir, are wanted; by"
        + " cam0_*=cam1_* 2 would pair"),
    Failure(
      testDescription: "unknown words that leave images over",
      first: ["MAX_1.png", "MAX_2.png", "MAX_3.png"],
      second: ["IRX_1.png", "IRX_2.png", "IRX_4.png"], code: .noPairs,
      message: "by MAX_*=IRX_* 2 would pair"),
    Failure(
      testDescription: "nothing in common", first: ["a.png", "b.png"], second: ["c.png", "d.png"],
      code: .noPairs, message: "none of its 2 images"),
    Failure(
      testDescription: "two of one common part", first: ["1_vis.png", "01_vis.png"],
      second: ["001_ir.png"], code: .ambiguousPairs,
      message:
        "01_vis.png, 1_vis.png, 001_ir.png all go together by *_vis=*_ir; one of each kind is"
        + " wanted"),
    Failure(
      testDescription: "two partners", first: ["1_vis.png", "1_rgb.png"], second: ["1_ir.png"],
      code: .ambiguousPairs,
      message: "1_ir.png could go with 1_rgb.png (*_rgb=*_ir) or with 1_vis.png (*_vis=*_ir); one"
        + " partner is wanted"),
  ]

  @Test(arguments: failures)
  func refusesToGuess(_ wanted: Failure) throws {
    try withTree(wanted.first.map { "a/\($0)" } + wanted.second.map { "b/\($0)" }) { root in
      let error = #expect(throws: DatasetError.self) {
        try PairList(first: "\(root)/a", second: "\(root)/b")
      }
      #expect(error?.code == wanted.code)
      let message = error?.message.replacing("\(root)/", with: "") ?? ""
      #expect(message.contains(wanted.message), "\(message)")
    }
  }

  @Test func aPatternThatFitsNoNamesIsSaidToFitNone() throws {
    try withTree(["a/x.png", "b/1_ir.png", "b/2_ir.png"]) { root in
      let error = #expect(throws: DatasetError.self) {
        try FolderPairing(pattern: NamePattern("*_vis=*_ir"))
          .list(first: "\(root)/a", second: "\(root)/b")
      }
      #expect(
        error?.message == "*_vis fits 0 of 1 images (x.png), *_ir 2 of 2 images (1_ir.png) in"
          + " \(root)/b; names of both kinds are wanted")
    }
  }

  @Test(arguments: ["", "*", "a=b", "*=b", "*=*=*", "**=*"])
  func otherTextsAreNoPatterns(_ text: String) {
    let error = #expect(throws: DatasetError.self) { try NamePattern(text) }
    #expect(error?.code == .pattern && error?.message.hasPrefix("\(text) is no pattern") == true)
  }
}

/// Compares pairs as "name: first second" below folders of a root.
func expect(
  _ list: PairList, _ wanted: [String], in root: String, _ first: String = "",
  _ second: String = "", at location: SourceLocation = #_sourceLocation
) {
  func tail(_ path: String, _ folder: String) -> String {
    path.replacing(folder.isEmpty ? "\(root)/" : "\(root)/\(folder)/", with: "")
  }
  let pairs = list.pairs.map { "\($0.stem): \(tail($0.first, first)) \(tail($0.second, second))" }
  #expect(pairs == wanted, sourceLocation: location)
}

/// Looks for a part of a note.
func expect(
  _ note: String?, _ wanted: String?, at location: SourceLocation = #_sourceLocation
) {
  #expect((note == nil) == (wanted == nil), "\(note ?? "")", sourceLocation: location)
  if let note, let wanted { #expect(note.contains(wanted), sourceLocation: location) }
}
