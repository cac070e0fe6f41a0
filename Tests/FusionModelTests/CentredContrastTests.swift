// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Foundation
import Fusion
import Imaging
import Scenes
import Tensors
import TestSupport
import Testing

@testable import FusionModel

@Suite("contrast and brightness of a fused image", .singleThreaded, .tags(.unit))
struct CentredContrastTests {
  private let first = Tensor([0.1, 0.9], [1, 1, 1, 2])
  private let second = Tensor([0.4, 0.3], [1, 1, 1, 2])

  private func rule(
    share: Double, contrast: Double, maximumGain: Double, levelling: Double,
    softening: Double = 0, brightness: CentredContrast.Brightness = .larger, black: Double = 0
  ) -> CentredContrast {
    var rule = CentredContrast()
    (rule.brightness, rule.black) = (brightness, black)
    (rule.minimumShare, rule.contrast) = (share, contrast)
    (rule.maximumGain, rule.levelling, rule.softening) = (maximumGain, levelling, softening)
    return rule
  }

  @Test("by hand: s is 0.45 and 1.05, the mean of m 0.65", arguments: [1.2, 1.6])
  func byHand(_ maximumGain: Double) {
    // 0.45 / 0.3 is a gain of 1.5, unless that is too much; half of the way from 0.65 to 0.45.
    let rule = rule(share: 0.5, contrast: 0.45, maximumGain: maximumGain, levelling: 0.5)
    let reach = 0.3 * min(1.5, maximumGain)
    let wanted = Tensor([0.55 - reach, 0.55 + reach], [1, 1, 1, 2])
    assertClose(rule(first, second), wanted, relative: 1e-4)
    // A blend of 0.2 and 0.4 is 0.3 and 0.6, 0.15 about its own mean.
    let blend = Tensor([0.2, 0.4], [1, 1, 1, 2])
    let half = 0.15 * min(1.5, maximumGain)
    assertClose(
      rule(blend, of: WholePair(first: first, second: second)),
      Tensor([0.55 - half, 0.55 + half], [1, 1, 1, 2]),
      relative: 1e-4)
    let images = [blend, first, second].map { $0.to(.float32) }
    assertClose(
      withoutGradients { rule(images[0], of: WholePair(first: images[1], second: images[2])) },
      Tensor([0.55 - half, 0.55 + half], [1, 1, 1, 2]).to(.float32), relative: 1e-4)
  }

  @Test("dark scenes keep their level, strong contrast its gain")
  func leftAlone() {
    let rule = rule(share: 0, contrast: 0.1, maximumGain: 2, levelling: 1)
    let dark = first * 0.5
    assertClose(rule(dark, dark), dark, relative: 1e-12)
    assertClose(CentredContrast.maximum(first, second), first.maximum(second), relative: 1e-12)
  }

  @Test("the ends of the range are bent: t over e at 0, the rest left", arguments: [false, true])
  func softening(_ isFused: Bool) {
    let t = 0.1
    let rule = rule(share: 0, contrast: 0, maximumGain: 1, levelling: 0, softening: t)
    let image = Tensor([-0.2, 0, 0.05, t, 0.5, 1 - t, 1, 1.3], [1, 1, 2, 4])
      .to(isFused ? .float32 : .float64)
    let wanted = [t * exp(-3), t * exp(-1), t * exp(-0.5), t, 0.5, 1 - t, 1 - t * exp(-1)]
    // The contrast and level of the image's own, which leave it as it is.
    let bent =
      isFused
      ? withoutGradients { rule(image, of: WholePair(first: image, second: image)) }
      : rule(image, image)
    assertClose(
      bent, Tensor(wanted + [1 - t * exp(-4)], [1, 1, 2, 4]).to(image.dtype), relative: 1e-6)
  }

  @Test("steady: the second image counts from its darkest parts")
  func steady() {
    let rule = rule(share: 0, contrast: 0, maximumGain: 1, levelling: 0, brightness: .steady)
    let second = Tensor([0.8, 0.3], [1, 1, 1, 2])
    let darkest = -log((exp(-30 * 0.8) + exp(-30 * 0.3)) / 2) / 30
    let wanted = (0.8 - darkest + 0.9) / 2
    #expect(abs(rule(first, second).mean().item() - wanted) < 1e-6)
  }

  @Test("an offset of the second image does not change the brightness", arguments: [false, true])
  func offset(_ isFused: Bool) {
    let scene = RenderedScene(
      seed: 3, size: ImageSize(width: 64, height: 48), condition: .night)
    let (first, second) = (
      scene.visible.luminance().clampedTensor(), scene.infrared.luminance().clampedTensor()
    )
    func mean(_ brightness: CentredContrast.Brightness, _ offset: Double) -> Double {
      let rule = rule(
        share: 0.4, contrast: 0.26, maximumGain: 1.5, levelling: 0.7, brightness: brightness)
      let dtype: DType = isFused ? .float32 : .float64
      let pair = WholePair(first: first.to(dtype), second: (second * 0.8 + offset).to(dtype))
      return withoutGradients { rule(pair.first.maximum(pair.second), of: pair).mean().item() }
    }
    let step = 10.0 / 255
    #expect(abs(mean(.steady, step) - mean(.steady, 0)) < 0.1 / 255)
    #expect(abs(mean(.larger, step) - mean(.larger, 0)) > 2.0 / 255, "what it is there for")
  }

  @Test("what is black in both images is black, whatever the level", arguments: [false, true])
  func black(_ isFused: Bool) {
    let first = Tensor([0, 0.01, 0, 0.6], [1, 1, 2, 2]).to(isFused ? .float32 : .float64)
    let second = Tensor([0, 0, 0.02, 0.9], [1, 1, 2, 2]).to(first.dtype)
    func placed(_ black: Double) -> [Double] {
      let rule = rule(
        share: 0.4, contrast: 0.26, maximumGain: 1.5, levelling: 0.7, softening: 0.06,
        black: black)
      let pair = WholePair(first: first, second: second)
      return withoutGradients { rule(first.maximum(second), of: pair).to(.float64).values() }
    }
    let (gray, kept) = (placed(0), placed(0.01))
    #expect(kept[0] == 0 && gray[0] > 0.0005)
    #expect(abs(kept[1] / gray[1] - 0.5) < 1e-5 && abs(kept[2] / gray[2] - 0.8) < 1e-5)
    #expect(abs(kept[3] / gray[3] - 1) < 2e-4)
  }

  @Test("each image of a batch has means of its own")
  func batch() {
    let rule = CentredContrast()
    let (flat, bright) = (Tensor([0.2, 0.2], [1, 1, 1, 2]), Tensor([0.7, 0.8], [1, 1, 1, 2]))
    let together = rule(
      .concatenated([first, flat], dim: 0), .concatenated([second, bright], dim: 0))
    let apart = Tensor.concatenated([rule(first, second), rule(flat, bright)], dim: 0)
    assertClose(together, apart, relative: 1e-12)
  }

  @Test("with a fixed gain it is the rule centred-max")
  func centredMaximum() {
    let size = ImageSize(width: 12, height: 9)
    let images = [1, 2].map {
      RandomGenerator(seed: $0).uniform([1, 1, size.height, size.width])
    }
    let planes = images.map { Plane(size: size, values: $0.values()) }
    for (formula, rule) in [
      // The mean of the larger of two random numbers is above 0.45.
      (
        CentredMaximum.photographic, rule(share: 0.4, contrast: 1, maximumGain: 1.2, levelling: 0.5)
      ),
      (CentredMaximum.medical, rule(share: 0.4, contrast: 0, maximumGain: 2, levelling: 0)),
    ] {
      let wanted = Tensor(formula.fuse(planes[0], planes[1]).values, images[0].shape)
      // A plane's values stay within 0...1.
      assertClose(rule(images[0], images[1]).clamped(0, 1), wanted, relative: 1e-5)
    }
  }

  @Test(
    "tensors compute the rule as planes do, with and without pixels that were not seen",
    arguments: SceneCondition.allCases, [false, true])
  func planes(_ condition: SceneCondition, _ isMasked: Bool) {
    let size = ImageSize(width: 61, height: 43)
    let scene = RenderedScene(seed: 8, size: size, condition: condition)
    let pair = Self.pair(scene, isMasked)
    let blend = Plane(
      size: size, values: zip(pair.first.values, pair.second.values).map { 0.3 * $0 + 0.7 * $1 })
    for rule in [
      CentredContrast(), .maximum,
      rule(share: 0.2, contrast: 0.1, maximumGain: 1.1, levelling: 1, softening: 0.2),
      rule(
        share: 0.4, contrast: 0.3, maximumGain: 1.5, levelling: 0.7, softening: 0.06,
        brightness: .steady, black: 0.02),
    ] {
      let wanted = rule(blend, of: pair)
      for dtype in [DType.float64, .float32] {
        let whole = Self.whole(pair, dtype)
        let tensor = blend.clampedTensor().to(dtype)
        // In float32 it is one pass.
        let placed = withoutGradients { rule(tensor, of: whole) }
        #expect(farthest(placed, wanted) < 1e-4, "\(dtype)")
        if !isMasked {
          #expect(farthest(rule(whole.first, whole.second), rule(pair)) < 1e-4, "\(dtype)")
        }
      }
    }
  }

  private func farthest(_ tensor: Tensor, _ plane: Plane) -> Float {
    zip(tensor.to(.float32).values(as: Float.self), plane.values).map { abs($0 - $1) }.max()
      ?? .infinity
  }

  /// A scene's luminances; masked: a quarter of the first and a strip of the second is white, which
  /// nothing saw.
  private static func pair(_ scene: RenderedScene, _ isMasked: Bool) -> LuminancePair {
    let (first, second) = (scene.visible.luminance(), scene.infrared.luminance())
    guard isMasked else { return LuminancePair(first: first, second: second) }
    let width = first.size.width
    let isSeen = (0..<first.size.pixelCount).map { ($0 % width >= 30 || $0 / width >= 22) }
    let isSeenBySecond = (0..<first.size.pixelCount).map { $0 % width < 50 }
    func white(_ plane: Plane, _ seen: [Bool]) -> Plane {
      Plane(size: plane.size, values: zip(plane.values, seen).map { $1 ? $0 : 1 })
    }
    func mask(_ seen: [Bool]) -> Plane { Plane(size: first.size, values: seen.map { $0 ? 1 : 0 }) }
    return LuminancePair(
      first: white(first, isSeen), second: white(second, isSeenBySecond),
      firstValidity: mask(isSeen), secondValidity: mask(isSeenBySecond))
  }

  private static func whole(_ pair: LuminancePair, _ dtype: DType) -> WholePair {
    let pixels = MeasuredPixels(pair)
    return WholePair(
      first: pair.first.clampedTensor().to(dtype),
      second: pair.second.clampedTensor().to(dtype),
      firstPixels: pixels.first.map { $0.clampedTensor().to(dtype) },
      secondPixels: pixels.second.map { $0.clampedTensor().to(dtype) },
      commonPixels: pixels.both.map { $0.clampedTensor().to(dtype) })
  }
}
