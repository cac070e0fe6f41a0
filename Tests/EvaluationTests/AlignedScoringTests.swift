// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Datasets
import Evaluation
import Fusion
import FusionMetrics
import Geometry
import Imaging
import TestSupport
import Testing

/// Pairs that a rig lays together.
@Suite(.tags(.unit)) struct AlignedScoringTests {
  private static let size = ImageSize(width: 64, height: 48)
  /// The second images show the first ones' columns from 20 on.
  private static let rig = Rig(
    firstSize: size, secondSize: ImageSize(width: 44, height: 48),
    geometry: .translation(x: 20, y: 0))

  private func cropped(_ image: Image) -> Image {
    let levels = GrayImage(image).levels.enumerated().filter { $0.offset % 64 >= 20 }
    return Image(
      size: Self.rig.secondSize, colorModel: .gray, samples: .uint8(levels.map(\.element)))
  }

  private func withPair(_ body: (SceneFolders) async throws -> Void) async throws {
    try await SceneFolders.with(pairs: 1) { folders in
      let infrared = cropped(try Image(contentsOf: folders["infrared/1.png"]))
      try infrared.write(to: folders["infrared/1.png"], replacing: true)
      try await body(folders)
    }
  }

  @Test("are scored where both images show something")
  func window() async throws {
    try await withPair { folders in
      var (scoring, sources) = (FusionScoring(), try folders.sources())
      scoring.alignment = Self.rig
      let levels = (0..<Self.size.pixelCount).map { UInt8($0 * $0 / 97 % 251) }
      let fused = Image(size: Self.size, colorModel: .gray, samples: .uint8(levels))
      try folders.write(fused, "out/1.png")
      let saved = try sources.saved(name: "out", path: folders["out"])
      let row = try await scoring.score(sources.pairs, [saved]).rows[0]
      let (visible, infrared) = (
        cropped(try Image(contentsOf: folders["visible/1.png"])),
        try Image(contentsOf: folders["infrared/1.png"])
      )
      let triple = try FusedTriple(
        name: "1", fused: cropped(fused), first: infrared, second: visible)
      for metric in Metric.tableColumns {
        let wanted = try metric.value(of: triple, profile: .cddfuse)
        #expect(row.images[0][metric] == wanted, "\(metric.name)")
      }
    }
  }

  @Test("are fused on the fly as in a file")
  func onTheFly() async throws {
    try await withPair { folders in
      var (scoring, sources) = (FusionScoring(), try folders.sources())
      scoring.alignment = Self.rig
      var options = FusionOptions()
      (options.alignment, options.color) = (Self.rig, .gray)
      let images = try sources.pairs[0].read()
      let gray = Image(
        size: Self.size, colorModel: .gray, samples: .uint8(GrayImage(images.first).levels))
      let fused = try await PairFusion(options)(gray, images.second, by: ClassicalMethod.laplacian)
      try folders.write(fused, "out/1.png")
      let saved = try sources.saved(name: "out", path: folders["out"])
      let rows = try await scoring.score(sources.pairs, [saved, ClassicalMethod.laplacian]).rows
      #expect(rows[0].images == rows[1].images)
    }
  }

  @Test("are an error that says why where they do not reach each other")
  func errors() async throws {
    try await withPair { folders in
      func code(_ rig: Rig) async throws -> EvaluationError? {
        let sources = try folders.sources()
        var scoring = FusionScoring()
        scoring.alignment = rig
        return await #expect(throws: EvaluationError.self) {
          _ = try await scoring.score(sources.pairs, [ClassicalMethod.average])
        }
      }
      var rig = Self.rig
      rig.geometry = .translation(x: 55, y: 0)
      let apart = try await code(rig)
      #expect(apart?.code == .noOverlap && apart?.path == folders["infrared/1.png"])
      rig.secondSize = Self.size
      let other = try await code(rig)
      #expect(other?.code == .unequalSizes)
      #expect(other?.message.contains("infrared/1.png: the rig is of second images") == true)
    }
  }
}
