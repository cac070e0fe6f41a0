// SPDX-License-Identifier: Apache-2.0

import Flow
import Geometry
import Imaging
import Scenes
import TestBasics
import Testing

@testable import Fusion

/// Small errors of an alignment, mended by a dense flow.
@Suite("residual flow", .tags(.unit)) struct ResidualFlowTests {
  static let size = ImageSize(width: 320, height: 240)
  static let conditions: [SceneCondition] = [.day, .night, .smoke]

  static func scene(_ index: Int) -> RenderedScene {
    RenderedScene(seed: UInt64(index + 1), size: size, condition: conditions[index % 3])
  }

  static var refining: FusionOptions {
    var options = FusionOptions()
    options.refinesAlignment = true
    return options
  }

  /// A displacement that changes over the picture as a bent lens' or a depth's would: up to 3.2
  /// pixels, a hundredth of the width.
  static func displacement(_ place: SIMD2<Float>, _ phase: Float) -> SIMD2<Float> {
    let share = place / SIMD2(320, 240)
    return SIMD2(
      3.2 * wave(0.7 * share.x + phase), 2.2 * wave(0.6 * share.y + 0.4 * share.x + 2 * phase))
  }

  /// Near a sine of period 1.
  static func wave(_ value: Float) -> Float {
    let phase = value - value.rounded(.down)
    return phase < 0.5 ? 16 * phase * (0.5 - phase) : -16 * (phase - 0.5) * (1 - phase)
  }

  /// Where each pixel lies.
  static func places(_ size: ImageSize) -> [SIMD2<Float>] {
    (0..<size.pixelCount).map {
      SIMD2(Float($0 % size.width), Float($0 / size.width))
    }
  }

  /// The infrared image with each pixel p shown at p + displacement(p).
  static func displaced(_ image: Image, _ phase: Float) -> Image {
    let shifts = places(size).map { there in
      var place = there
      for _ in 0..<20 { place = there - displacement(place, phase) }
      return place - there
    }
    let rig = Rig(firstSize: size, secondSize: size, geometry: .identity)
    return image.warped(by: rig, shifts: shifts)
  }

  private func length(_ shift: SIMD2<Float>) -> Float { (shift * shift).sum().squareRoot() }

  private func residual(_ index: Int, _ second: Image) throws -> ResidualPair {
    try #require(
      try ResidualPair(
        SeenImage(Self.scene(index).visible, noData: [], range: .automatic),
        SeenImage(second, noData: [], range: .automatic)))
  }

  @Test("a known displacement is found to two thirds at least", arguments: 0..<3)
  func knownDisplacement(_ index: Int) throws {
    let scene = Self.scene(index)
    let phase = Float(index) / 7
    let second = Self.displaced(scene.infrared, phase)
    let flow = try residual(index, second).flow
    let truth = Self.places(Self.size).map { Self.displacement($0, phase) }
    let before = truth.map(length).reduce(0, +)
    let after = zip(flow.shifts, truth).map { length($0 - $1) }.reduce(0, +)
    #expect(after < before / 2.5, "\(after / before)")
    let aligned = try Self.refining.aligned(second, on: scene.visible)
    let refinement = try #require(aligned.refinement)
    #expect(refinement.isApplied && refinement.agreementAfter > refinement.agreementBefore + 0.05)
    #expect(abs(refinement.median - 2) < 0.5 && refinement.largest < 0.02 * 320)
    #expect(refinement.description.hasPrefix("moved by "))
    // Looked at in its middle, it is the scene's own again.
    let truthful = scene.infrared.luminance().values
    func miss(_ image: Image) -> Float {
      let values = image.luminance().values
      let inner = values.indices.filter {
        (16..<304).contains($0 % 320) && (16..<224).contains($0 / 320)
      }
      return inner.reduce(0) { $0 + abs(values[$1] - truthful[$1]) } / Float(inner.count)
    }
    #expect(miss(aligned.image) < 0.75 * miss(second), "\(miss(aligned.image)) \(miss(second))")
  }

  @Test("a pair that lies on each other exactly stays as it is", arguments: [1, 4, 6])
  func exact(_ index: Int) throws {
    let scene = Self.scene(index)
    let aligned = try Self.refining.aligned(scene.infrared, on: scene.visible)
    #expect(aligned.refinement?.isApplied == false && aligned.image == scene.infrared)
    #expect(aligned.refinement?.description.hasPrefix("left as it was: ") == true)
    #expect(try FusionOptions().aligned(scene.infrared, on: scene.visible).refinement == nil)
  }

  @Test("with a rig the second image is moved once, and errors of the rig are mended")
  func withRig() throws {
    let scene = Self.scene(0)
    let secondSize = ImageSize(width: 160, height: 120)
    let geometry = Homography.similarity(scale: 2.2, angle: 0.02, x: -12, y: -14)
    let back = try #require(geometry.inverse)
    let second = scene.infrared.warped(by: back, to: secondSize)
    // The rig is said to lie three pixels elsewhere.
    let off = Homography.translation(x: 2.5, y: -1.5) * geometry
    var options = Self.refining
    options.alignment = Rig(firstSize: Self.size, secondSize: secondSize, geometry: off)
    let aligned = try options.aligned(second, on: scene.visible)
    #expect(aligned.refinement?.isApplied == true && aligned.image.size == Self.size)
    #expect(abs((aligned.refinement?.median ?? 0) - 2.9) < 0.9)
    // The flow composed with the rig, not a second resampling of the aligned image.
    let plain = try options.aligned(second, to: Self.size)
    let seen = try SeenImage(scene.visible, noData: [], range: .automatic)
    let flow = try #require(
      try ResidualPair(seen, SeenImage(plain, noData: [], range: .automatic))
    ).flow
    let rig = try #require(options.alignment)
    #expect(aligned.image == second.warped(by: rig, shifts: flow.shifts))
  }

  @Test("where an image has no edges nothing moves")
  func flat() throws {
    let scene = Self.scene(0)
    let second = Self.displaced(scene.infrared, 0)
    var plane = second.luminance()
    for index in plane.values.indices where index % 320 >= 160 { plane.values[index] = 0.4 }
    let shifts = try residual(0, Image(luminance: plane)).flow.shifts
    let flat = shifts.indices.filter { $0 % 320 >= 220 }
    #expect(flat.allSatisfy { length(shifts[$0]) < 0.2 })
    #expect(shifts.indices.contains { $0 % 320 < 120 && length(shifts[$0]) > 1 })
    let blank = Image(
      luminance: Plane(size: Self.size, values: Array(repeating: 0.4, count: 320 * 240)))
    #expect(try Self.refining.aligned(blank, on: scene.visible).refinement?.isApplied == false)
  }

  @Test("what was not seen stays so, and pairs that show nothing or little are left alone")
  func unseen() throws {
    let scene = Self.scene(0)
    var second = Self.displaced(scene.infrared, 0)
    second = Image(
      size: Self.size, colorModel: second.colorModel, samples: second.samples,
      alpha: Plane(
        size: Self.size, values: (0..<320 * 240).map { $0 % 320 < 60 ? 0 : 1 }))
    let aligned = try Self.refining.aligned(second, on: scene.visible)
    #expect(aligned.refinement?.isApplied == true)
    let alpha = try #require(aligned.image.alpha).values
    #expect((16..<224).allSatisfy { alpha[$0 * 320 + 52] == 0 && alpha[$0 * 320 + 70] > 0.999 })

    let nothing = Image(
      size: Self.size, colorModel: .gray, samples: scene.infrared.samples,
      alpha: Plane(size: Self.size, values: Array(repeating: 0, count: 320 * 240)))
    #expect(try Self.refining.aligned(nothing, on: scene.visible).refinement?.isApplied == false)
    let strip = Image(
      luminance: Plane(
        size: ImageSize(width: 400, height: 4), values: Array(repeating: 0.5, count: 1600)))
    #expect(try Self.refining.aligned(strip, on: strip).image == strip)
  }
}
