// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Datasets
import Foundation
import Fusion
import Imaging
import TestBasics
import Testing

/// One radiometric file in, one fused picture out.
@Suite(.tags(.unit)) struct RadiometricFusionTests {
  private func write(_ name: String, photo: Image?, in root: String) throws {
    let values = (0..<32 * 24).map { index -> UInt16 in
      (8..<16).contains(index % 32) && (6..<12).contains(index / 32) ? 17_000 : 15_000
    }
    var file = RadiometricBytes.FLIR(32, 24, values: values)
    file.photo = try photo?.encoded(as: .png)
    file.placement = (1, 24, 0)
    let size = ImageSize(width: 32, height: 24)
    let screen = Image(
      size: size, colorModel: .gray,
      samples: .uint8([UInt8](repeating: 0, count: size.pixelCount)))
    let bytes = file.jpeg(around: try screen.encoded(as: .jpeg))
    try Data(bytes).write(to: URL(filePath: "\(root)/\(name)"))
  }

  private var photo: Image {
    let size = ImageSize(width: 96, height: 72)
    return Image(
      size: size, colorModel: .gray,
      samples: .uint8((0..<size.pixelCount).map { UInt8(60 + $0 % 96) }))
  }

  private func events(_ plan: FusionPlan) async throws -> [FusionEvent] {
    var events: [FusionEvent] = []
    for try await event in FolderFusion().events(of: plan.jobs, by: ClassicalMethod.average) {
      events.append(event)
    }
    return events
  }

  @Test func theFileAloneIsEnough() async throws {
    try await withTemporaryFolder { root in
      try write("shot.jpg", photo: photo, in: root)
      let plan = try FusionPlan(
        first: "\(root)/shot.jpg", second: nil, output: "\(root)/fused.png")
      guard case .fused(_, let size, _, let remarks)? = try await events(plan).first else {
        Issue.record("not fused")
        return
      }
      #expect(size == ImageSize(width: 96, height: 72) && remarks.warnings.isEmpty)
      #expect(remarks.remarks.count == 1 && remarks.ranges.map(\.range.unit) == [.celsius])
      let image = try Image(contentsOf: "\(root)/fused.png")
      let fused = image.luminance()
      // A quarter to the right of the photo's middle: where the photo ends the thermal image, which
      // is even there, is shown.
      let step = { (x: Int) in abs(fused.values[36 * 96 + x + 8] - fused.values[36 * 96 + x]) }
      #expect(image.alpha == nil && step(86) < 0.01 && step(40) > 0.01)
      // What is warm is brighter than what is not.
      #expect(fused.values[27 * 96 + 36] > fused.values[27 * 96 + 60] + 0.3)
    }
  }

  @Test func aFileWithoutAPhotoSaysSo() async throws {
    try await withTemporaryFolder { root in
      try write("shot.jpg", photo: nil, in: root)
      let plan = try FusionPlan(
        first: "\(root)/shot.jpg", second: nil, output: "\(root)/fused.png")
      guard case .failed(let failure)? = try await events(plan).first else {
        Issue.record("fused")
        return
      }
      #expect(failure.description.hasPrefix("\(root)/shot.jpg: holds a thermal image and no photo"))
    }
  }

  @Test func aFileThatIsAPairIsNamedOnce() throws {
    try withTemporaryFolder { root in
      try write("shot.jpg", photo: photo, in: root)
      let path = "\(root)/shot.jpg"
      let error = #expect(throws: FusionError.self) {
        try FusionPlan(first: path, second: path, output: "\(root)/fused.png")
      }
      #expect(error?.code == .sameSource)
      #expect(error?.message.contains("a pair by itself, named once") == true)
    }
  }

  @Test func anOutputInsideTheInputIsNotRead() throws {
    try withTemporaryFolder { root in
      for folder in ["in/a", "in/out/a"] {
        try FileManager.default.createDirectory(
          atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
      }
      // The last is what an earlier run wrote.
      for name in ["a/1_vis", "a/1_ir", "out/a/1"] {
        try photo.write(to: "\(root)/in/\(name).png")
      }
      let plan = try FusionPlan(
        first: "\(root)/in", second: nil, output: "\(root)/in/out",
        pairing: FolderPairing(isRecursive: true))
      #expect(plan.jobs.map(\.output) == ["\(root)/in/out/a/1.png"] && plan.unpaired.isEmpty)
      for (first, second, output) in [
        ("in", nil, "in/out/.."), ("in", "in/a", "in/"), ("in/a", "in", "in"),
      ] as [(String, String?, String)] {
        let error = #expect(throws: FusionError.self) {
          try FusionPlan(
            first: "\(root)/\(first)", second: second.map { "\(root)/\($0)" },
            output: "\(root)/\(output)")
        }
        #expect(error?.code == .outputIsSource, "\(first)")
      }
    }
  }

  @Test func anOutputFolderGetsTheFilesName() throws {
    try withTemporaryFolder { root in
      try write("shot.jpg", photo: photo, in: root)
      let plan = try FusionPlan(first: "\(root)/shot.jpg", second: nil, output: "\(root)/out/")
      #expect(plan.jobs.map(\.output) == ["\(root)/out/shot.png"])
      let error = #expect(throws: FusionError.self) {
        try FusionPlan(first: "\(root)/shot.jpg", second: nil, output: "\(root)/shot.jpg")
      }
      #expect(error?.code == .outputIsSource)
    }
  }
}
