// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging
import Scenes
import TestBasics
import Testing

@testable import Fusion

/// A second image that a rig lays on the first one.
@Suite("fusing with a rig", .tags(.unit)) struct AlignedFusionTests {
  static let size = ImageSize(width: 160, height: 120)
  static let secondSize = ImageSize(width: 72, height: 56)
  static let scene = RenderedScene(seed: 3, size: size, condition: .day)
  /// The second camera sees the middle of the scene, turned a little, in half as many pixels.
  static let geometry = Homography.similarity(scale: 1.6, angle: 0.05, x: 24, y: 12)
  static let rig = Rig(firstSize: size, secondSize: secondSize, geometry: geometry)
  static let second: Image = {
    guard let back = geometry.inverse else { return scene.infrared }
    return scene.infrared.warped(by: back, to: secondSize)
  }()

  static var options: FusionOptions {
    var options = FusionOptions()
    options.alignment = rig
    return options
  }

  private func index(_ x: Int, _ y: Int) -> Int { y * Self.size.width + x }

  @Test("the second image lies where the scene has it, and the first one is taken around it")
  func fusing() async throws {
    let fused = try await PairFusion(Self.options)(Self.scene.visible, Self.second, by: Second())
    #expect(fused.size == Self.size && fused.alpha == nil)
    let (values, first) = (fused.luminance().values, Self.scene.visible.luminance().values)
    let infrared = Self.scene.infrared.luminance().values
    // Within the soft edge of 14 pixels nothing is said.
    for (x, y) in [(80, 60), (60, 50), (100, 70)] {
      #expect(abs(values[index(x, y)] - infrared[index(x, y)]) < 0.05, "\(x), \(y)")
    }
    for (x, y) in [(4, 60), (155, 100), (4, 110)] {
      #expect(abs(values[index(x, y)] - first[index(x, y)]) < 0.01, "\(x), \(y)")
    }
  }

  @Test("a rig of another resolution is scaled, of another shape refused")
  func sizes() async throws {
    var options = Self.options
    let half = ImageSize(width: 80, height: 60)
    options.alignment = try Self.rig.scaled(first: half, second: Self.secondSize)
    let (visible, second) = (Self.scene.visible, Self.second)
    let scaled = try await PairFusion(options)(visible, second, by: Second())
    let whole = try await PairFusion(Self.options)(visible, second, by: Second())
    let pairs = zip(scaled.luminance().values, whole.luminance().values)
    #expect(pairs.allSatisfy { abs($0 - $1) < 0.02 })
    let square = Self.scene.visible.warped(
      by: .identity, to: ImageSize(width: 120, height: 120))
    await #expect(throws: RigError.self) {
      _ = try await PairFusion(options)(square, second, by: Second())
    }
  }

  @Test("what stands for no data is not mixed with what was measured")
  func noData() async throws {
    var values = Self.second.luminance().values.map { 20 + 10 * $0 }
    let hole = 28 * Self.secondSize.width + 36
    values[hole] = -9999
    let thermal = Image(size: Self.secondSize, colorModel: .gray, samples: .float(values))
    var options = Self.options
    options.secondNoData = [-9999]
    let prepared = try PreparedPair(Self.scene.visible, thermal, options)
    let range = try #require(prepared.secondRange)
    #expect(range.low >= 19.9 && range.high <= 30.1, "\(range)")
    let place = Self.geometry(SIMD2(36, 28))
    let validity = try #require(prepared.luminances.secondValidity).values
    #expect(validity[index(Int(place.x.rounded()), Int(place.y.rounded()))] == 0)
  }

  @Test("a panel shows the second image where it was taken to lie")
  func panel() throws {
    let visible = Self.scene.visible
    let panel = try Image.panel(
      first: visible, second: Self.second, fused: visible, options: Self.options)
    #expect(panel.size == ImageSize(width: 3 * 160 + 16, height: 120))
    let shown = panel.luminance().values[60 * panel.size.width + 168 + 80]
    #expect(abs(shown - Self.scene.infrared.luminance().values[index(80, 60)]) < 0.05)
  }
}

/// The second luminance as it is.
private struct Second: FusionMethod {
  let name = "second"
  func fuse(_ pair: LuminancePair, _ context: FusionContext) -> Plane { pair.second }
}
