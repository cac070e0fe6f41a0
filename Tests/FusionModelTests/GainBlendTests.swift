// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tensors
import TestSupport
import Testing

@testable import FusionModel

@Suite(
  "blends of two images with gains for their detail and contrast", .singleThreaded, .tags(.unit))
struct GainBlendTests {
  private let shape = [1, 1, 33, 40]
  private var images: [Tensor] { [1, 2].map { RandomGenerator(seed: $0).uniform(shape) } }

  /// The gains of both images' detail, then of their windows' means.
  private func blend(
    share: Double, gains: [Double], levels: [Double] = [0, 0]
  ) -> GainBlend {
    GainBlend(
      share: .ones([1, 1, 48, 48]) * share,
      gains: .concatenated(gains.map { .ones([1, 1, 12, 12]) * atanh($0) }, dim: 1), reach: 1,
      levels: Tensor(levels, [1, 2, 1, 1]).to(.float32), window: 15)
  }

  @Test("without gains it is the share of each")
  func share() {
    let (first, second) = (images[0], images[1])
    assertClose(
      blend(share: 0.25, gains: [0, 0, 0, 0])(first, second), first * 0.25 + second * 0.75,
      relative: 1e-6)
  }

  @Test("a gain strengthens what differs from the mean of 15x15 pixels", arguments: [false, true])
  func detail(_ isFused: Bool) {
    let flat = Tensor.ones(shape) * 0.5
    let point = Tensor.zeros(shape)
    point.slice(16..<17, dim: 2).slice(20..<21, dim: 3).add_(.ones([1, 1, 1, 1]))
    let blend = blend(share: 0, gains: [0.5, -0.25, 0, 0])
    func blended(_ first: Tensor, _ second: Tensor) -> [Float] {
      isFused ? withoutGradients { blend(first, second).values() } : blend(first, second).values()
    }
    let (ofFirst, ofSecond) = (blended(point, flat), blended(flat, point))
    let (center, near, far) = (16 * 40 + 20, 9 * 40 + 27, 8 * 40 + 20)
    #expect(abs(ofFirst[center] - (0.5 + 0.5 * (1 - 1 / 225))) < 1e-6)
    #expect(abs(ofFirst[near] - (0.5 - 0.5 / 225)) < 1e-6)
    #expect(abs(ofFirst[far] - 0.5) < 1e-6)
    #expect(abs(ofSecond[center] - (1 - 0.25 * (1 - 1 / 225))) < 1e-6)
  }

  @Test(
    "another strengthens the windows' means about the images' levels", arguments: [false, true])
  func contrast(_ isFused: Bool) {
    let (dark, bright) = (Tensor.ones(shape) * 0.25, Tensor.ones(shape) * 0.75)
    let blend = blend(share: 1, gains: [0.7, 0.7, 0.5, -0.125], levels: [0.5, 0.25])
    let blended = isFused ? withoutGradients { blend(dark, bright) } : blend(dark, bright)
    // A quarter below its level, by a half; a half above it, by minus an eighth.
    assertClose(blended, .ones(shape) * (0.25 - 0.125 - 0.0625), relative: 1e-6)
  }

  @Test("gains that reach nowhere change nothing", arguments: [false, true])
  func noReach(_ isFused: Bool) {
    let (first, second) = (images[0], images[1])
    let blend = GainBlend(
      share: .ones([1, 1, 48, 48]), gains: .ones([1, 4, 12, 12]), reach: 0,
      levels: Tensor([0.5, 0.5], [1, 2, 1, 1]).to(.float32), window: 15)
    assertClose(
      isFused ? withoutGradients { blend(first, second) } : blend(first, second), first,
      relative: 1e-6)
  }

  @Test("gains that are no numbers make an image of none", arguments: [false, true])
  func noNumbers(_ isFused: Bool) {
    let blend = GainBlend(
      share: .ones([1, 1, 48, 48]), gains: .ones([1, 4, 12, 12]) * Double.nan, reach: 0.7,
      levels: Tensor([0.5, 0.5], [1, 2, 1, 1]).to(.float32), window: 15)
    let blended =
      isFused ? withoutGradients { blend(images[0], images[1]) } : blend(images[0], images[1])
    #expect(blended.isFinite().any().item() == 0)
  }

  @Test("its parts add up to the blend, the second image among them")
  func parts() {
    let (first, second) = (images[0], images[1])
    let head = GainBlendHead(GainBlendSettings(), contrast: nil)
    let decoded = Decoded(
      image: RandomGenerator(seed: 3).uniform([1, 1, 48, 48]),
      extra: RandomGenerator(seed: 4).uniform([1, 4, 12, 12]))
    let whole = head.whole(WholePair(first: first, second: second))
    let parts = head.parts(decoded, first, second, whole)
    #expect(parts.count == 6)
    assertClose(parts[0], second, relative: 0)
    let share = decoded.image.cropped(like: first)
    assertClose(parts[1], share * first - share * second, relative: 1e-5)
    assertClose(
      parts.dropFirst().reduce(parts[0], +), head.blend(decoded, first, second, whole),
      relative: 1e-6)
  }

  @Test("levels are the means of each image of a batch")
  func levels() {
    let first = Tensor([0.25, 0.75, 0, 0.5], [2, 1, 1, 2]).to(.float32)
    let levels = GainBlend.levels(of: WholePair(first: first, second: first * 2))
    #expect(levels.shape == [2, 2, 1, 1])
    #expect(levels.values() == [0.5, 1, 0.25, 0.5])
  }

  @Test("levels leave out pixels that were not seen, of each image its own")
  func levelsOfSeenPixels() {
    let image = Tensor([0.25, 0.75, 1, 0.5], [1, 1, 1, 4]).to(.float32)
    let pair = WholePair(
      first: image, second: image, firstPixels: Tensor([1, 1, 0, 0], [1, 1, 1, 4]).to(.float32),
      secondPixels: Tensor([0, 0, 1, 0], [1, 1, 1, 4]).to(.float32))
    #expect(GainBlend.levels(of: pair).values() == [0.5, 1])
  }

  @Test("shares of several pixels are resized bilinearly", arguments: [2, 4])
  func fewShares(_ reduction: Int) {
    let (first, second) = (images[0], images[1])
    let few = RandomGenerator(seed: 3).uniform([1, 1, 48 / reduction, 48 / reduction])
    let many = few.resized(height: 48, width: 48)
    let gains = RandomGenerator(seed: 4).uniform([1, 4, 6, 6])
    let levels = GainBlend.levels(of: WholePair(first: first, second: second))
    let wanted = GainBlend(share: many, gains: gains, reach: 0.7, levels: levels, window: 15)(
      first, second)
    let blend = GainBlend(
      share: few, reduction: reduction, gains: gains, reach: 0.7, levels: levels, window: 15)
    assertClose(blend(first, second), wanted, relative: 1e-6)
    assertClose(withoutGradients { blend(first, second) }, wanted, relative: 1e-5)
  }

  @Test("gains and shares are of the padded images, of which the first rows and columns count")
  func padding() {
    let (first, second) = (images[0], images[1])
    let share = RandomGenerator(seed: 3).uniform([1, 1, 48, 48])
    let gains = RandomGenerator(seed: 4).uniform([1, 4, 12, 12])
    let blend = GainBlend(
      share: share, gains: gains, reach: 0.7,
      levels: GainBlend.levels(of: WholePair(first: first, second: second)), window: 15)
    let plain = blend(first, second)
    assertClose(withoutGradients { blend(first, second) }, plain, relative: 1e-5)
    // The same in the top left part, wherever the windows see no border.
    let part = blend(cut(first, 30, 30), cut(second, 30, 30))
    assertClose(cut(part, 20, 20), cut(plain, 20, 20), relative: 1e-5)
  }

  private func cut(_ image: Tensor, _ rows: Int, _ columns: Int) -> Tensor {
    image.slice(0..<rows, dim: 2).slice(0..<columns, dim: 3)
  }
}
