// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Fusion
import Imaging
import Scenes
import TestBasics
import Testing

/// What is kept of masks from frame to frame.
@Suite("the memory of masks", .tags(.unit)) struct MaskMemoryTests {
  private static let scene = RenderedScene(
    seed: 3, size: ImageSize(width: 120, height: 90), condition: .day)

  /// The infrared image, of which nothing is seen left of a column.
  private func infrared(from column: Int) -> Image {
    let size = Self.scene.infrared.size
    return Image(
      size: size, colorModel: .gray, samples: Self.scene.infrared.samples,
      alpha: Plane(
        size: size, values: (0..<size.pixelCount).map { $0 % size.width < column ? 0 : 1 }))
  }

  private func fused(_ first: Image, _ second: Image, _ memory: MaskMemory?) async throws -> Image {
    let pair = try PreparedPair(first, second, FusionOptions(), memory: memory)
    return pair.fusedImage(
      from: await ClassicalMethod.average.fuse(pair.luminances, pair.context()))
  }

  @Test("each frame is fused as it is by itself, whatever the masks of those before it")
  func frames() async throws {
    let memory = MaskMemory()
    for column in [40, 40, 0, 41, 70, 40] {
      let (first, second) = (Self.scene.visible, infrared(from: column))
      let kept = try await fused(first, second, memory)
      #expect(kept == (try await fused(first, second, nil)), "column \(column)")
    }
  }

  @Test("both masks count")
  func bothMasks() async throws {
    let memory = MaskMemory()
    for (first, second) in [(30, 60), (30, 20), (50, 20)] {
      let (a, b) = (infrared(from: first), infrared(from: second))
      #expect(try await fused(a, b, memory) == (try await fused(a, b, nil)))
    }
  }
}
