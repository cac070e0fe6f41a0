// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Fusion
import Geometry
import Imaging
import Scenes
import TestBasics
import Testing

/// What is kept of rigs and masks from frame to frame.
@Suite("the memory of frames", .tags(.unit)) struct FrameMemoryTests {
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

  private func fused(
    _ first: Image, _ second: Image, _ memory: FrameMemory?, by rig: Rig? = nil
  ) async throws -> Image {
    var options = FusionOptions()
    options.alignment = rig
    let pair = try PreparedPair(first, second, options, memory: memory)
    return pair.fusedImage(
      from: await ClassicalMethod.average.fuse(pair.luminances, pair.context()))
  }

  @Test("each frame is fused as it is by itself, whatever the masks of those before it")
  func frames() async throws {
    let memory = FrameMemory()
    for column in [40, 40, 0, 41, 70, 40] {
      let (first, second) = (Self.scene.visible, infrared(from: column))
      let kept = try await fused(first, second, memory)
      #expect(kept == (try await fused(first, second, nil)), "column \(column)")
    }
  }

  @Test("both masks count")
  func bothMasks() async throws {
    let memory = FrameMemory()
    for (first, second) in [(30, 60), (30, 20), (50, 20)] {
      let (a, b) = (infrared(from: first), infrared(from: second))
      #expect(try await fused(a, b, memory) == (try await fused(a, b, nil)))
    }
  }

  @Test("each frame lies as its own rig says, whatever the rigs of those before it")
  func rigs() async throws {
    let memory = FrameMemory()
    let (first, second) = (Self.scene.visible, Self.scene.infrared)
    func rig(_ x: Double, lens: Double = 0) -> Rig {
      var rig = Rig(
        firstSize: first.size, secondSize: second.size,
        geometry: .similarity(scale: 1.02, angle: 0.01, x: x, y: -2))
      if lens != 0 {
        rig.secondLens = Lens(
          focalLength: SIMD2(100, 100), center: SIMD2(59.5, 44.5), radial: SIMD3(lens, 0, 0))
      }
      return rig
    }
    for rig in [rig(3), rig(3), rig(9), rig(9, lens: 0.1), rig(9, lens: 0.1), rig(3)] {
      let kept = try await fused(first, second, memory, by: rig)
      #expect(kept == (try await fused(first, second, nil, by: rig)), "\(rig)")
    }
  }
}
