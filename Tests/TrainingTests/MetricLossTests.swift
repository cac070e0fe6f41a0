// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tensors
import TestSupport
import Testing

@testable import Training

/// The losses of phase two that are forms of metrics.
@Suite("losses beside the paper's, by hand", .singleThreaded, .tags(.unit))
struct MetricLossTests {
  /// Rises by `slope` a column.
  private func ramp(_ slope: Double) -> Tensor {
    (Tensor.range(5, dtype: .float64) * slope).reshaped(1, 1, 1, 5) + flat(0, 5)
  }

  private func flat(_ value: Double, _ side: Int) -> Tensor {
    Tensor(full: value, [1, 1, side, side], dtype: .float64)
  }

  /// Uniform numbers about 0.5.
  private func noise(_ seed: UInt64, contrast: Double = 1) -> Tensor {
    let noise = RandomGenerator(seed: seed).uniform([1, 1, 41, 43], dtype: .float64)
    return (noise - 0.5) * contrast + 0.5
  }

  private func pattern(_ values: Double...) -> Tensor { Tensor(values, [1, 1, 2, 2]) }

  /// What is kept of an edge, `ratio` of strengths and `angle` between, in right angles.
  private func quality(ratio: Double, angle: Double) -> Double {
    0.9994 / (1 + exp(-15 * (ratio - 0.5))) * 0.9879 / (1 + exp(-22 * (0.2 - angle)))
  }

  @Test("edges: what is kept of a ramp's by strength and direction")
  func edges() {
    func loss(_ fused: Tensor, _ first: Tensor? = nil, _ second: Tensor? = nil) -> Double {
      edgePreservationLoss(
        first: first ?? ramp(0.1), second: second ?? ramp(0.1), fused: fused
      ).item()
    }
    // Equal directions count as this far apart: the cosine is cut off at 0.9999.
    let least = acos(0.9999) / (.pi / 2)
    let equal = 1 - quality(ratio: 1, angle: least)
    #expect(abs(loss(ramp(0.1)) - equal) < 1e-12)
    #expect(abs(equal - 0.0278) < 1e-4)
    #expect(abs(loss(1 - ramp(0.1)) - equal) < 1e-12, "light to dark is dark to light")
    for slope in [0.05, 0.2] {
      #expect(abs(loss(ramp(slope)) - (1 - quality(ratio: 0.5, angle: least))) < 1e-6)
    }
    let across = ramp(0.1).transposed(2, 3)
    #expect(abs(loss(across) - 1) < 1e-6)
    #expect(abs(loss(flat(0.5, 5)) - 1) < 1e-6)
    // Two thirds of all strength is the first one's.
    let kept = quality(ratio: 1, angle: least) * 2 / 3
    #expect(abs(loss(ramp(0.1), ramp(0.1), across * 0.5) - (1 - kept)) < 1e-6)
    // Balanced, either counts for half; weaker ones' up to 1.5 times as much as they are.
    for (strength, share) in [(0.8, 0.5), (0.5, 1 / 1.75)] {
      let weaker = across * strength
      for (first, second) in [(ramp(0.1), weaker), (weaker, ramp(0.1))] {
        let loss = balancedEdgeLoss(first: first, second: second, fused: ramp(0.1)).item()
        #expect(abs(loss - (1 - share * quality(ratio: 1, angle: least))) < 1e-6)
      }
    }
  }

  @Test("sharpness: the logarithm of how much larger the wanted image's differences are, from -0.1")
  func sharpness() {
    func loss(_ fused: Tensor) -> Double {
      sharpnessLoss(first: ramp(0.1), second: ramp(0.1) * 0.5, fused: fused).item()
    }
    #expect(abs(loss(ramp(0.1))) < 1e-9)
    #expect(abs(loss(ramp(0.05)) - log(2)) < 1e-3)
    #expect(abs(loss(ramp(0.105)) + log(1.05)) < 1e-3)
    #expect(abs(loss(ramp(0.2)) + 0.1) < 1e-9)
    #expect(loss(flat(0.5, 5)).isFinite)
  }

  @Test("information: the entropy in bits of what is told, with values between two bins in both")
  func information() {
    func loss(_ fused: Tensor, _ first: Tensor, _ second: Tensor) -> Double {
      mutualInformationLoss(first: first, second: second, fused: fused).item()
    }
    let (halves, crossed) = (pattern(0, 0, 1, 1), pattern(0, 1, 0, 1))
    let (quarters, flat) = (pattern(0, 12, 24, 47) * (1 / 47), flat(0.5, 2))
    #expect(abs(loss(halves, halves, flat) + 0.5) < 1e-5)
    #expect(abs(loss(1 - halves, halves, halves) + 1) < 1e-5)
    #expect(abs(loss(halves, crossed, flat)) < 1e-5)
    #expect(abs(loss(quarters, halves, quarters) + 1.5) < 1e-5)
    // Between bins 0 and 1, and 1 and 2: half of either counts in bin 1, which tells nothing.
    let near = pattern(0, 0, 1, 1) * (1 / 47) + 0.5 / 47
    #expect(abs(loss(near, halves, flat) + 0.25) < 1e-5)
    let pair = mutualInformationLoss(
      first: .concatenated([halves, halves], dim: 0), second: .concatenated([flat, flat], dim: 0),
      fused: .concatenated([halves, crossed], dim: 0))
    #expect(abs(pair.item() + 0.25) < 1e-5, "the mean over the batch, images apart")
    #expect(loss(flat * .nan, halves, flat).isNaN)
  }

  @Test("fidelity of what the engine failed to compute is no mistake of sizes")
  func fidelityAfterFailure() throws {
    let error = try #require(throws: TensorError.self) {
      try withTensorErrors {
        let failed = Tensor.zeros([1 << 30, 1 << 30])
        _ = informationFidelityLoss(first: noise(1), second: noise(1), fused: failed)
      }
    }
    #expect(error.operation == "full")
  }

  @Test("fidelity: about -1 of equal images, 0 of inverted ones, lower by contrast, down to -3")
  func fidelity() {
    func loss(_ fused: Tensor, _ first: Tensor, _ second: Tensor? = nil) -> Double {
      informationFidelityLoss(first: first, second: second ?? first, fused: fused).item()
    }
    let weak = noise(1, contrast: 0.3)
    let equal = loss(weak, weak)
    #expect(equal > -1 && equal < -0.97, "\(equal)")
    #expect(loss(noise(1, contrast: 0.6), weak) < -1.1)
    #expect(loss(noise(1, contrast: 0.15), weak) > -0.9)
    #expect(loss(1 - weak, weak) == 0)
    #expect(loss(noise(1), noise(1, contrast: 0.01)) == -3)
    let other = noise(2, contrast: 0.3)
    #expect(abs(loss(weak, weak, other) - (equal + loss(weak, other)) / 2) < 1e-12)
  }

  @Test("differences: -1 of the sum, and what share of it others show")
  func differences() {
    // Uncorrelated, of equal contrast.
    let (first, second) = (pattern(1, 1, -1, -1), pattern(1, -1, 1, -1))
    func loss(_ fused: Tensor) -> Double {
      differenceCorrelationLoss(first: first, second: second, fused: fused).item()
    }
    #expect(abs(loss(first + second) + 1) < 1e-6)
    #expect(abs(loss((first + second) * 0.5) + 0.5.squareRoot()) < 1e-6)
    #expect(abs(loss(first) + 0.5.squareRoot() / 2) < 1e-6)
    #expect(abs(loss(-first - second) - 0.2.squareRoot()) < 1e-6)
  }

  @Test("warmSign: what is missing to a quarter of the second image's contrast")
  func warmSign() {
    func body(_ level: Double) -> Tensor {
      let pixel = Tensor(full: level, [1, 1, 2, 2], dtype: .float64)
      return pixel.padded(left: 4, right: 4, top: 4, bottom: 4, mode: .zeros)
    }
    for (kept, missing) in [(1.0, 0.0), (0.25, 0), (0, 0.25), (-0.5, 0.75)] {
      let loss = warmSignLoss(second: body(0.6), fused: body(0.6 * kept) + 0.2).item()
      #expect(abs(loss - missing) < 1e-5, "\(kept) kept")
    }
    #expect(warmSignLoss(second: body(20.7 / 255), fused: -body(1)).item() == 0)
  }

  @Test("flatWhite: how near to white a warm body is drawn that is not white itself")
  func flatWhite() {
    func loss(_ level: Double, drawn: Double) -> Double {
      let body = Tensor(full: level, [1, 1, 2, 2], dtype: .float64)
      let second = body.padded(left: 4, right: 4, top: 4, bottom: 4, mode: .zeros)
      return flatWhiteLoss(second: second, fused: second * 0 + drawn).item()
    }
    for (drawn, share) in [(0.9, 0.0), (0.96, 0), (0.98, 0.5), (1, 1)] {
      #expect(abs(loss(0.6, drawn: drawn) - share) < 1e-5, "drawn at \(drawn)")
    }
    #expect(loss(1, drawn: 1) == 0)
    #expect(loss(0.1, drawn: 1) == 0)
  }

  @Test("localTexture: by correlation, however weak; half the variance of both is enough of either")
  func localTexture() {
    // Two thirds have texture; the rest tells how noisy the image is.
    let part = (Tensor.range(43, dtype: .float64) .< 30).to(.float64).reshaped(1, 1, 1, 43)
    func texture(_ seed: UInt64, _ contrast: Double) -> Tensor {
      (noise(seed, contrast: contrast) - 0.5) * part + 0.5
    }
    func loss(_ fused: Tensor, _ first: Tensor, _ second: Tensor) -> Double {
      localTextureLoss(first: first, second: second, fused: fused).item()
    }
    let (first, second, flat) = (texture(1, 0.4), texture(2, 0.4), texture(1, 0))
    #expect(loss(first, first, flat) < 0.02)
    #expect(loss((first - 0.5) * 0.2 + 0.3, first, flat) < 0.02, "contrast does not matter")
    #expect(abs(loss(1 - first, first, flat) - 1.9 / 2) < 0.05)
    #expect(abs(loss(second, first, flat) - 0.9 / 2) < 0.05, "what has nothing to do with it")
    // Either has a correlation of 0.71 with the sum, which is more than 0.9 of that.
    #expect(loss((first + second) * 0.5, first, second) < 0.01)
    #expect(abs(loss(first, first, second) - 0.64 / 2) < 0.05)
    // A lawn behind thin smoke, of a tenth of the contrast; and what is less than a level.
    #expect(abs(loss(second, texture(1, 0.04), flat) - 0.9 / 2) < 0.1)
    #expect(loss(second, texture(1, 0.002), flat) < 0.1, "no texture is no loss")
  }

  @Test(
    "salience: what is missing to 0.8 of the contrast of what stands out, the mean of both sources")
  func salience() {
    // A bright square before a plain background; the windows about its pixels hold all of the
    // image.
    func body(_ level: Double) -> Tensor {
      let pixel = Tensor(full: level, [1, 1, 2, 2], dtype: .float64)
      return pixel.padded(left: 4, right: 4, top: 4, bottom: 4, mode: .zeros)
    }
    func loss(_ fused: Tensor, _ first: Tensor, _ second: Tensor) -> Double {
      salienceLoss(first: first, second: second, fused: fused).item()
    }
    let plain = body(0)
    for (kept, missing) in [(1.0, 0.0), (0.8, 0), (0.3, 0.5), (0, 0.8), (-0.5, 1.3)] {
      #expect(abs(loss(body(0.6 * kept), body(0.6), plain) - missing / 2) < 1e-5, "\(kept) kept")
      #expect(abs(loss(body(0.6 * kept), plain, body(0.6)) - missing / 2) < 1e-5, "\(kept) kept")
    }
    #expect(abs(loss(body(0.3), body(0.6), body(0.5)) - (0.3 + 0.2) / 2) < 1e-5)
    #expect(
      abs(loss(body(0.3) + 0.4, body(0.6), plain) - 0.15) < 1e-5, "brightness does not matter")
    // 20 levels above the mean, 4 % of which are the square's own.
    #expect(loss(plain, body(20.7 / 255), plain) == 0)
    #expect(abs(loss(plain, body(20.9 / 255), plain) - 0.4) < 1e-4)
    #expect(loss(body(0.5), 1 - body(0.6), plain) == 0, "what is dark does not count")
  }

  @Test("noise: deviations beyond the noisier source's, against its own, flat tiles above all")
  func flatNoise() {
    // Two tiles whose gray levels deviate by so much.
    func stripes(_ deviation: Double) -> Tensor {
      let columns = Tensor.range(14, dtype: .float64)
      let signs = 1 - (columns - (columns * 0.5).floor() * 2) * 2
      let levels = (signs * (49.0 / 48).squareRoot() * deviation).reshaped(1, 1, 1, 14)
      return (levels + Tensor.zeros([1, 1, 7, 14], dtype: .float64)) * (1.0 / 255) + 0.5
    }
    func loss(_ fused: Tensor, _ first: Tensor, _ second: Tensor) -> Double {
      flatNoiseLoss(first: first, second: second, fused: fused).item()
    }
    func deviation(_ levels: Double) -> Double { (levels * levels + 0.1).squareRoot() }
    #expect(loss(stripes(3), stripes(3), stripes(1)) == 0)
    #expect(loss(stripes(2), stripes(1), stripes(3)) == 0)
    #expect(
      abs(loss(stripes(6), stripes(3), stripes(1)) - (deviation(6) / deviation(3) - 1)) < 1e-9)
    // The right tile is of 30 levels, and counts (1 + 1)² / (1 + 100)² as much.
    func beside(_ left: Double, _ right: Double) -> Tensor {
      .concatenated(
        [stripes(left).slice(0..<7, dim: 3), stripes(right).slice(0..<7, dim: 3)], dim: 3)
    }
    let sources = beside(3, 30)
    func weight(_ levels: Double) -> Double { pow(1 + pow(deviation(levels), 2) / 9, -2) }
    let all = weight(3) * deviation(3) + weight(30) * deviation(30)
    let onLeft = weight(3) * (deviation(6) - deviation(3)) / all
    let onRight = weight(30) * (deviation(60) - deviation(30)) / all
    #expect(abs(loss(beside(6, 30), sources, sources) - onLeft) < 1e-9)
    #expect(abs(loss(beside(3, 60), sources, sources) - onRight) < 1e-9)
    #expect(onRight < 0.01 * onLeft)
  }

  @Test("checkerboard: alternation beyond that of the source that alternates more")
  func checkerboard() {
    func board(_ size: Double) -> Tensor {
      let pixels = Tensor.range(17, dtype: .float64)
      let place = pixels.unsqueezed(0) + pixels.unsqueezed(1)
      return ((place - (place * 0.5).floor() * 2) * (size / 255) + 0.3).reshaped(1, 1, 17, 17)
    }
    func loss(_ fused: Tensor, _ first: Tensor, _ second: Tensor) -> Double {
      checkerboardLoss(first: first, second: second, fused: fused).item()
    }
    // The mixed second difference of a board is twice its size.
    #expect(abs(loss(board(5), board(0), board(0)) - 10) < 1e-9)
    #expect(abs(loss(board(5), board(1), board(3)) - 4) < 1e-9)
    #expect(abs(loss(1 - board(5), board(3), board(1)) - 4) < 1e-9)
    #expect(loss(board(2), board(1), board(3)) == 0)
    #expect(abs(loss(ramp(0.1).resized(height: 17, width: 17), board(0), board(0))) < 1e-9)
  }

  @Test("flat images and fused images equal to a source have finite gradients")
  func degenerate() throws {
    let (image, plain) = (noise(1), Tensor(full: 0.5, [1, 1, 41, 43], dtype: .float64))
    for (first, second, start) in [
      (plain, plain, plain), (plain, plain, image), (image, plain, plain), (image, plain, image),
      (image, image, image),
    ] {
      let fused = start.cloned()
      fused.requiresGradient = true
      let total =
        edgePreservationLoss(first: first, second: second, fused: fused)
        + balancedEdgeLoss(first: first, second: second, fused: fused)
        + informationFidelityLoss(first: first, second: second, fused: fused)
        + differenceCorrelationLoss(first: first, second: second, fused: fused)
        + salienceLoss(first: first, second: second, fused: fused)
        + flatNoiseLoss(first: first, second: second, fused: fused)
        + checkerboardLoss(first: first, second: second, fused: fused)
      total.backward()
      #expect(total.item().isFinite)
      #expect(try #require(fused.gradient).isFinite().all().item() == 1)
    }
  }
}
