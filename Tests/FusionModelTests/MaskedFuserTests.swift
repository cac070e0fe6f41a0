// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging
import Scenes
import TestSupport
import Testing

@testable import FusionModel

/// What the network measures of whole images leaves out what a sensor did not see.
@Suite("masks and the network", .tags(.unit)) struct MaskedFuserTests {
  private static let size = ImageSize(width: 160, height: 96)
  private static let scene = RenderedScene(seed: 6, size: size, condition: .day)
  /// Columns from here on were not seen by the second sensor.
  private static let border = 80

  private static func isSeen(_ index: Int) -> Bool { index % size.width < border }

  /// The scene with `value` where the second sensor saw nothing.
  private static func pair(_ value: Float, isMasked: Bool) -> LuminancePair {
    let second = scene.infrared.luminance().values.enumerated().map { isSeen($0) ? $1 : value }
    let mask = Plane(size: size, values: second.indices.map { isSeen($0) ? 1 : 0 })
    return LuminancePair(
      first: scene.visible.luminance(), second: Plane(size: size, values: second),
      secondValidity: isMasked ? mask : nil)
  }

  @Test("far from a large masked region the picture does not depend on what fills it")
  func filling() async throws {
    let fuser = try Fuser(.preset("fast"), device: .cpu, precision: .float32)
    func difference(isMasked: Bool) async throws -> Float {
      let pictures = [
        try await fuser.fuse(Self.pair(0, isMasked: isMasked), FusionContext()),
        try await fuser.fuse(Self.pair(1, isMasked: isMasked), FusionContext()),
      ]
      // Mean brightness, 30 pixels or more from the region.
      let means = pictures.map { picture in
        let values = picture.values.indices.filter { $0 % Self.size.width < Self.border - 30 }
          .map { picture.values[$0] }
        return values.reduce(0, +) / Float(values.count)
      }
      return abs(means[0] - means[1]) * 255
    }
    let (masked, unmasked) = (
      try await difference(isMasked: true), try await difference(isMasked: false)
    )
    #expect(masked < 3)
    #expect(unmasked > 10, "or the test shows nothing")
  }

  @Test("a sensor that saw nothing at all leaves numbers behind, not not-a-number")
  func nothingSeen() async throws {
    let pair = LuminancePair(
      first: Self.scene.visible.luminance(), second: Self.scene.infrared.luminance(),
      firstValidity: Plane(size: Self.size, values: [Float](repeating: 0, count: 160 * 96)))
    let fuser = try Fuser(.preset("fast"), device: .cpu, precision: .float32)
    let fused = try await fuser.fuse(pair, FusionContext())
    #expect(fused.values.allSatisfy { (0...1).contains($0) })
  }
}
