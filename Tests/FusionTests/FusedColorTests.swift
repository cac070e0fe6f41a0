// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging
import Scenes
import TestBasics
import Testing

/// The color of fused images.
@Suite("color of fused images", .tags(.unit)) struct FusedColorTests {
  private static let size = ImageSize(width: 64, height: 64)
  private static let scene = RenderedScene(seed: 3, size: size, condition: .day)

  /// The scene's infrared image with a wall, half as bright again as the scene, over its left half.
  private func hotWall(of visible: Image) -> Image {
    let luminance = visible.luminance()
    let values = luminance.values.enumerated().map { $0 % 64 < 32 ? min(1.5 * $1, 1) : $1 }
    return Image(luminance: Plane(size: Self.size, values: values), depth: .float)
  }

  @Test("before a hot wall colors keep their saturation, and elsewhere they stay bit for bit")
  func saturation() async throws {
    let visible = Self.scene.visible
    var options = FusionOptions()
    options.depth = .float
    let fused = try await PairFusion(options)(visible, hotWall(of: visible), by: TakesSecond())
    let (light, before) = (visible.luminance().values, visible.chroma())
    let (bright, after) = (fused.luminance().values, fused.chroma())
    let unchanged = Image(luminance: visible.luminance(), chroma: before, depth: .float)
    var (colorful, kept) = (0, Float(0))
    for index in light.indices {
      if index % 64 >= 32 {
        #expect(rgb(fused, index) == rgb(unchanged, index))
      } else if chroma(before, index) > 0.05 && light[index] > 0.25 && light[index] < 0.5 {
        let saturations = (
          chroma(before, index) / light[index], chroma(after, index) / bright[index]
        )
        colorful += 1
        kept += saturations.1 / saturations.0
      }
      #expect(abs(bright[index] - min(light[index] * (index % 64 < 32 ? 1.5 : 1), 1)) < 1e-5)
    }
    #expect(colorful > 50)
    // With chroma as it was, 0.67.
    #expect(kept / Float(colorful) > 0.98 && kept / Float(colorful) < 1.001)
  }

  @Test("the noise of color in the dark is not blown up with the brightness")
  func noise() async throws {
    let dark = Image(
      size: Self.size, colorModel: .rgb,
      samples: .uint8((0..<64 * 64 * 3).map { (index: Int) in UInt8(12 + index * 7919 % 9) }))
    var options = FusionOptions()
    options.depth = .float
    let bright = gray(64, 64) { _, _ in 40 }
    let fused = try await PairFusion(options)(dark, bright, by: TakesSecond())
    let (before, after) = (dark.chroma(), fused.chroma())
    func sum(_ planes: Chroma) -> Float {
      planes.cb.values.indices.reduce(Float(0)) { sum, index in sum + chroma(planes, index) }
    }
    let growth = sum(after) / sum(before)
    #expect(growth > 0.99 && growth < 1.15)
  }

  @Test(
    "a scale of colors, a second or a medical image's, neither grows nor fades in the gamut",
    arguments: [true, false])
  func scale(_ isSecond: Bool) async throws {
    let color = Image(
      size: Self.size, colorModel: .rgb,
      samples: .uint8((0..<64 * 64 * 3).map { $0 % 3 == 0 ? 120 : 80 }))
    for level in [60, 180] as [UInt8] {
      let other = gray(64, 64) { _, _ in level }
      var options = FusionOptions()
      (options.subject, options.depth) = (isSecond ? .photographic : .medical, .float)
      // The result leans to the gray image wholly: its luminance is `level`.
      options.lean = isSecond ? -1 : 1
      let fused = try await PairFusion(options)(
        isSecond ? other : color, isSecond ? color : other, by: TakesSecond())
      #expect(abs(fused.luminance().values[0] - Float(level) / 255) < 1e-5)
      #expect(abs(chroma(fused.chroma(), 0) - chroma(color.chroma(), 0)) < 1e-5)
    }
  }

  private func rgb(_ image: Image, _ index: Int) -> [Float] {
    guard case .float(let values) = image.samples else { return [] }
    return Array(values[3 * index..<3 * index + 3])
  }

  private func chroma(_ chroma: Chroma, _ index: Int) -> Float {
    let (blue, red) = (chroma.cb.values[index] - 0.5, chroma.cr.values[index] - 0.5)
    return (blue * blue + red * red).squareRoot()
  }
}
