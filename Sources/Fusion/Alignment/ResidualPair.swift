// SPDX-License-Identifier: Apache-2.0

import Flow
import Imaging

/// Both images of a pair that lie on each other but for small errors, made small: what these errors
/// are found by.
struct ResidualPair {
  /// The longer side, in pixels, of images that are larger.
  private static let longerSide: Float = 320
  /// What a side has at least, in pixels.
  private static let leastSide = 8
  /// How far from what one image does not show its gradients know of that, in pixels.
  private static let reach = 4
  /// Over how many pixels edges are gathered where the agreement is measured.
  private static let blur = 1.5
  /// No shift is longer, as a share of the width.
  static let mostShare: Float = 0.02

  /// Filled from each other where one was not seen.
  private let luminances: LuminancePair
  /// Wedges and no-data of the second image, in its whole size; nil: there are none.
  private let unseenSecond: ValidityMask?
  private let first: OrientedGradients
  private let second: OrientedGradients

  /// Nil where images are too small, or one of them shows nothing.
  ///
  /// - Parameters:
  ///   - first: The image that stays.
  ///   - second: The other one, which covers the same view.
  init?(_ first: SeenImage, _ second: SeenImage) {
    let size = first.image.size
    let share = min(1, Self.longerSide / Float(max(size.width, size.height)))
    let small = ImageSize(
      width: Int((Float(size.width) * share).rounded()),
      height: Int((Float(size.height) * share).rounded()))
    guard min(small.width, small.height) >= Self.leastSide, !first.isUnseen, !second.isUnseen
    else { return nil }
    let masks = PairMasks(first, second)
    unseenSecond = masks.second
    luminances = MaskedPair(
      first.luminance, second.luminance.resized(to: size), MaskPlan(masks.first, masks.second)
    ).luminances.resized(to: small)
    self.first = OrientedGradients(luminances.first, blur: Self.blur)
    self.second = OrientedGradients(luminances.second, blur: Self.blur)
  }

  /// The flow from the first image to the second one, of the small images' size.
  ///
  /// Little is certain where two sensors see other things, so it is held to be smooth; where either
  /// image has no edges around it, it goes to 0.
  var flow: DenseFlow {
    let size = luminances.size
    var search = FlowSearch(features: .orientedGradients(blur: 1), smoothness: 120)
    (search.stillness, search.sweeps, search.leastSide) = (0.01, 80, 60)
    search.limit = Self.mostShare * Float(size.width)
    var weights = Plane(size: size, values: Array(repeating: 0, count: size.pixelCount))
    for pixel in common { weights.values[pixel] = 1 }
    let flow = search(luminances.first, luminances.second, weights: weights)
    return DenseFlow(size: size, shifts: zip(flow.shifts, evidence(weights)).map { $0 * $1 })
  }

  /// 1 where both images have edges nearby, falling to 0 where either has none.
  private func evidence(_ weights: Plane) -> [Float] {
    let joint = (0..<luminances.size.pixelCount).map { pixel in
      SIMD2(weights.values[pixel] * first.strength(pixel) * second.strength(pixel), 0)
    }
    return GaussianBlur(sigma: Self.evidenceReach)(joint, luminances.size).map {
      min($0.x / Self.enoughEvidence, 1)
    }
  }

  /// Over how many pixels evidence counts.
  private static let evidenceReach = 10.0
  /// The mean product of both images' gradients, each 0...1, that a flow is believed by.
  private static let enoughEvidence: Float = 0.1

  /// The pixels that both images show, away from what they do not.
  private var common: [Int] { eroded(isCommon, luminances.size, by: Self.reach) }

  private var isCommon: [Bool] {
    let validities = [luminances.firstValidity, luminances.secondValidity].compactMap(\.self)
    return (0..<luminances.size.pixelCount).map { pixel in
      validities.allSatisfy { $0.values[pixel] > 0.999 }
    }
  }

  /// The pixels that both images of this pair and of another one of its size show, away from what
  /// they do not.
  func common(with other: ResidualPair) -> [Int] {
    eroded(
      zip(isCommon, other.isCommon).map { $0 && $1 }, luminances.size, by: Self.reach)
  }

  /// How well both images' oriented gradients agree over some pixels, 1 for equal images.
  func agreement(over pixels: [Int]) -> Double { first.agreement(with: second, over: pixels) }

  /// What of the second image is to be hidden before it is warped: what it states, and the wedges
  /// of a registration, where it has the first one's size.
  func hiddenMask(of image: Image, _ stated: ValidityMask?) -> ValidityMask? {
    guard let unseenSecond, unseenSecond.size == image.size else { return stated }
    return .union(stated, unseenSecond)
  }
}

extension OrientedGradients {
  /// How strong the edges at a pixel are, 0...1.
  fileprivate func strength(_ pixel: Int) -> Float {
    (values[pixel] * values[pixel]).sum().squareRoot()
  }
}

extension LuminancePair {
  fileprivate func resized(to size: ImageSize) -> LuminancePair {
    LuminancePair(
      first: first.resized(to: size), second: second.resized(to: size),
      firstValidity: firstValidity?.resized(to: size),
      secondValidity: secondValidity?.resized(to: size))
  }
}
