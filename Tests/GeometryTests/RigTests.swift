// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geometry
import Imaging
import TestBasics
import Testing

@Suite("rig files", .tags(.unit))
struct RigTests {
  private let rig = Rig(
    firstSize: ImageSize(width: 1280, height: 960), secondSize: ImageSize(width: 640, height: 512),
    geometry: Homography([2, 0.1, 30.125, -0.2, 1.5, -7, 0.0004, -0.0002, 1]),
    origin: Rig.Origin(model: .homography, frames: 3, score: 0.4375, residual: 1.5))

  @Test("what is written is read, and nothing is replaced unasked")
  func roundTrip() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/rig.json"
      try rig.write(to: path, replacing: false)
      #expect(try Rig(contentsOf: path) == rig)
      let error = #expect(throws: RigError.self) { try rig.write(to: path, replacing: false) }
      #expect(error?.code == .exists && error?.subject == path)
      var other = rig
      other.origin = nil
      try other.write(to: path, replacing: true)
      #expect(try Rig(contentsOf: path) == other)
      #expect(throws: RigError.self) { try Rig(contentsOf: "\(folder)/none.json") }
    }
  }

  /// A file with one part replaced, and what the message is to say.
  static let faults: [(part: String, by: String, message: String)] = [
    (#"{"version""#, #"no"version""#, "not JSON"),
    ("[1, 0, 5]", "[NaN, 0, 5]", "not JSON at byte 113, in line 2: NaN stands there; a rig file"),
    ("[1, 0, 5]", "[-Infinity, 0, 5]", "in line 2: Infinity stands there; a rig file is wanted"),
    (
      #""version": 1"#, #""version": 1, "version": 7"#,
      "has the name version twice in one object; one is wanted"
    ),
    (#""width": 64"#, #""width": 64, "wi\u0064th": 65"#, "has the name width twice"),
    (#""version": 1"#, #""version": 2"#, "a rig file of version 2; version 1 is read"),
    (
      #""version": 1"#, #""version": 99999999999999999999"#,
      "a rig file of version 1e+20; version 1 is read"
    ),
    (#""version": 1"#, #""version": 1.5"#, "a rig file of version 1.5; version 1 is read"),
    (#""version": 1"#, #""version": 1e999"#, "a number is too large, or a fraction"),
    (#""width": 64"#, #""width": 6.5"#, "a number is too large, or a fraction"),
    (#""version": 1,"#, "", "version is missing from the rig file"),
    (#""version": 1"#, #""version": "1""#, "version is a text; a whole number is wanted"),
    (#""version": 1"#, #""version": 1, "lens": [0]"#, "lens is not known"),
    (#""version": 1"#, #""version": 1, "parallax": [0]"#, "parallax has 1 numbers; three"),
    (#""version": 1"#, #""version": 1, "firstLens": {"fx": 50}"#, "firstLens.fy is missing"),
    (
      #""version": 1"#, #""version": 1, "firstLens": {"fx": 5, "fy": 5, "cx": 1, "cy": 2, "k": 3}"#,
      "k is not known; a lens has fx, fy"
    ),
    (
      #""version": 1"#, #""version": 1, "secondLens": {"fx": 0, "fy": 5, "cx": 1, "cy": 2}"#,
      "secondLens has a focal length of 0.0, 5.0"
    ),
    (
      #""version": 1"#,
      #""version": 1, "secondLens": {"fx": 10, "fy": 10, "cx": 15, "cy": 12, "k1": -0.4}"#,
      "secondLens folds the image of 32x24 over itself"
    ),
    (#""width": 64"#, #""width": 64, "depth": 3"#, "depth is not known; firstSize has width"),
    (#""width": 32"#, #""width": 32, "w": 3"#, "w is not known; secondSize has width, height"),
    (
      #""version": 1"#,
      #""version": 1, "origin": {"model": "affine", "frames": 1, "residual": 2, "scor": 0.5}"#,
      "scor is not known; origin has model, frames, score, residual"
    ),
    (#""width": 64,"#, "", "firstSize.width is missing from the rig file"),
    (#""width": 64"#, #""width": 0"#, "firstSize is 0x48; 1 to 1000000 a side is wanted"),
    ("[0, 0, 1]", "[0, 0]", "matrix[2] has 2 numbers; three in each row are wanted"),
    (", [0, 0, 1]", "", "matrix has 2 rows; three are wanted"),
    ("[0, 0, 1]", #"[0, 0, "x"]"#, "matrix[2][2] is a text; a number is wanted"),
    ("[1, 0, 5], [0, 1, 6], [0, 0, 1]", "1, 0, 5", "matrix[0] is a number; a list is wanted"),
    ("[1, 0, 5]", "[-1, 0, 5]", "mirrors the second image"),
    ("[1, 0, 5]", "[1, 0, 5000]", "outside of the first"),
    ("[0, 0, 1]", "[-0.1, 0, 1]", "sends a part of it to infinity"),
    ("[0, 0, 1]", "[0, 0, 0]", "sends a part of it to infinity"),
    ("[1, 0, 5]", "[0.001, 0, 5]", "256 times as large or small"),
    ("[0, 0, 1]", "[0, 0, 1e-19]", "256 times as large or small"),
    ("[0, 0, 1]", "[0, 0, 1000]", "256 times as large or small"),
  ]

  @Test("a bad file is an error that names the file and the fault", arguments: faults.indices)
  func badFile(_ index: Int) throws {
    let fault = Self.faults[index]
    let good = """
      {"version": 1, "firstSize": {"width": 64, "height": 48},
       "secondSize": {"width": 32, "height": 24}, "matrix": [[1, 0, 5], [0, 1, 6], [0, 0, 1]]}
      """
    try withTemporaryFolder { folder in
      let path = "\(folder)/rig.json"
      try Data(good.utf8).write(to: URL(filePath: path))
      #expect(try Rig(contentsOf: path).geometry == .translation(x: 5, y: 6))
      let bad = good.replacing(fault.part, with: fault.by)
      #expect(bad != good)
      try Data(bad.utf8).write(to: URL(filePath: path))
      let error = #expect(throws: RigError.self) { try Rig(contentsOf: path) }
      #expect(error?.code == .rig && error?.subject == path)
      #expect(error?.message.contains(fault.message) == true, "\(error?.message ?? "")")
    }
  }

  @Test("a rig serves images of the same shape in another size")
  func scaling() throws {
    let first = ImageSize(width: 640, height: 480)
    let second = ImageSize(width: 320, height: 256)
    let scaled = try rig.scaled(first: first, second: second)
    // The same part of the scene: the middle of the second picture.
    let (there, here) = (rig.geometry(SIMD2(319.5, 255.5)), scaled.geometry(SIMD2(159.5, 127.5)))
    #expect(abs((there.x + 0.5) / 2 - 0.5 - here.x) < 1e-9)
    #expect(abs((there.y + 0.5) / 2 - 0.5 - here.y) < 1e-9)
    #expect(scaled.firstSize == first && scaled.secondSize == second)
    #expect(scaled.origin?.residual == 0.75)
    #expect(try rig.scaled(first: rig.firstSize, second: rig.secondSize).geometry == rig.geometry)
  }

  @Test("a rig refuses images of another shape, but not a rounded side")
  func refusing() throws {
    let second = rig.secondSize
    _ = try rig.scaled(first: ImageSize(width: 427, height: 320), second: second)
    let error = #expect(throws: RigError.self) {
      try rig.scaled(first: ImageSize(width: 1280, height: 720), second: second)
    }
    #expect(error?.code == .size)
    #expect(
      error?.message
        == "the rig is of first images of 1280x960, this one is 1280x720; the same shape is wanted")
    #expect(throws: RigError.self) {
      try rig.scaled(first: rig.firstSize, second: ImageSize(width: 640, height: 480))
    }
  }
}
