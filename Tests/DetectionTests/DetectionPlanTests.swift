// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport
import Testing

@testable import Detection

/// What is written where.
@Suite("plans of detection", .tags(.unit)) struct DetectionPlanTests {
  /// Runs `body` in a folder with the images `in/1.png` and `in/10.png`.
  private func inFolder(_ body: (String) throws -> Void) throws {
    try withTemporaryFolder { root in
      try FileManager.default.createDirectory(
        atPath: "\(root)/in", withIntermediateDirectories: false)
      let image = Image(
        size: ImageSize(width: 1, height: 1), colorModel: .gray, samples: .uint8([0]))
      for name in ["10", "1"] { try image.write(to: "\(root)/in/\(name).png") }
      try body(root)
    }
  }

  @Test(
    "the format follows from the output, and each image has its file",
    arguments: [
      (nil, .text, [nil, nil]), ("out", .picture, ["out/1.png", "out/10.png"]),
      ("out.json", .coco, [nil, nil]), ("out.txt", .yolo, ["out.txt/1.txt", "out.txt/10.txt"]),
    ] as [(String?, DetectionFormat, [String?])])
  func folders(_ output: String?, _ format: DetectionFormat, _ files: [String?]) throws {
    try inFolder { root in
      let plan = try DetectionPlan(source: "\(root)/in", output: output.map { "\(root)/\($0)" })
      #expect(plan.format == format)
      #expect(plan.jobs.map(\.image) == ["\(root)/in/1.png", "\(root)/in/10.png"])
      #expect(plan.jobs.map(\.output) == files.map { $0.map { "\(root)/\($0)" } })
      let isMade = output.map { FileManager.default.fileExists(atPath: "\(root)/\($0)") }
      #expect(isMade ?? false == (files[0] != nil))
    }
  }

  @Test("one image has one file, or one in a folder that ends in a slash")
  func files() throws {
    try inFolder { root in
      let image = "\(root)/in/1.png"
      let alone = try DetectionPlan(source: image, output: "\(root)/a.jpg")
      #expect(alone.jobs == [DetectionJob(image: image, output: "\(root)/a.jpg")])
      let within = try DetectionPlan(source: image, output: "\(root)/new/", format: .yolo)
      #expect(within.jobs == [DetectionJob(image: image, output: "\(root)/new/1.txt")])
    }
  }

  @Test(
    "outputs that cannot be meant are refused, and no folder is made",
    arguments: [
      ("in", "in", nil, "in/1.png: is one of the images to look at"),
      ("in/1.png", "in/1.png", .yolo, "in/1.png: is one of the images to look at"),
      ("in/1.png", "a.gif", nil, "a.gif: extension \"gif\"; png, jpg, tif or webp is wanted"),
      ("in", "a", .text, "a: the format text is printed, not written"),
      ("in", nil, .yolo, "the format yolo is written; an output is wanted"),
    ] as [(String, String?, DetectionFormat?, String)])
  func refusals(
    _ source: String, _ output: String?, _ format: DetectionFormat?, _ wanted: String
  ) throws {
    try inFolder { root in
      let error = try #require(throws: DetectionError.self) {
        try DetectionPlan(
          source: "\(root)/\(source)", output: output.map { "\(root)/\($0)" }, format: format)
      }
      #expect(error.code == .output && "\(error)".contains(wanted), "\(error)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: root) == ["in"])
    }
  }
}
