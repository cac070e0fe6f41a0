// SPDX-License-Identifier: Apache-2.0

import Imaging

/// What is done where one sensor saw nothing: the other image is taken.
///
/// Before a method runs, invalid pixels are filled from the other image, so that no filter sees
/// their border; afterwards the other image goes there, and fades in beside them. Where there is
/// room it has its own brightness. A wedge along a border of the image that is not as deep as that
/// would come out as a light or dark band, so it stays as bright as what is beside it.
struct MaskedPair: Sendable {
  /// Pixels over which the other image fades in beside invalid ones.
  static let softEdge: Float = 14
  /// Pixels over which its brightness goes over within them.
  static let room: Float = 22
  /// Pixels beside invalid ones that are invalid too: warping has mixed them with black.
  static let margin: Float = 2

  /// The filled luminances, with their masks.
  let luminances: LuminancePair
  private let first: Side
  private let second: Side
  /// 1 for pixels that both sensors saw, 0 for others: brightness is compared there
  /// alone. Empty where both saw everything.
  private let common: [Float]

  /// One image: what of it is invalid, and what is so while the other's is not.
  private struct Side {
    let unseen: ValidityMask?
    let mask: ValidityMask?
  }

  /// - Parameters:
  ///   - first: Luminance of the first image.
  ///   - second: The same of the second, of one size with it.
  ///   - firstMask: What the first sensor did not see; nil: it saw everything.
  ///   - secondMask: The same of the second.
  init(
    _ first: Plane, _ second: Plane, firstMask: ValidityMask?, secondMask: ValidityMask?
  ) {
    let (firstMask, secondMask) = (
      firstMask?.grown(besides: secondMask), secondMask?.grown(besides: firstMask)
    )
    self.first = Side(unseen: firstMask, mask: firstMask?.without(secondMask))
    self.second = Side(unseen: secondMask, mask: secondMask?.without(firstMask))
    common = ValidityMask.union(firstMask, secondMask)?.plane.values ?? []
    luminances = LuminancePair(
      first: first.filled(from: second, where: self.first.mask, common),
      second: second.filled(from: first, where: self.second.mask, common),
      firstValidity: firstMask?.plane, secondValidity: secondMask?.plane)
  }

  /// A fused luminance with the other image where one saw nothing.
  func composite(_ fused: Plane) -> Plane {
    // The filled planes: beside what one did not see, the other may have seen nothing either.
    fused.faded(to: luminances.second, around: first.mask, common)
      .faded(to: luminances.first, around: second.mask, common)
  }

  /// The first image's alpha, opaque where the second one shows through. What neither saw stays as
  /// transparent as it was.
  func composite(alpha: Plane?) -> Plane? {
    guard var alpha, let mask = first.mask else { return alpha }
    let shares = mask.softShares
    for index in alpha.values.indices where second.unseen?.isInvalid[index] != true {
      alpha.values[index] += shares[index] * (1 - alpha.values[index])
    }
    return alpha
  }

  /// The first image's chroma, neutral where it was not seen.
  func ofFirst(_ chroma: Chroma) -> Chroma { chroma.faded(around: first.unseen) }

  /// The second image's chroma, neutral where it was not seen.
  func ofSecond(_ chroma: Chroma) -> Chroma { chroma.faded(around: second.unseen) }

  /// Shares of something that the second image shows, 0 where it was not seen.
  func ofSecond(_ shares: Plane) -> Plane {
    guard let mask = second.unseen else { return shares }
    return shares.faded(to: 0, mask.softShares)
  }
}

extension ValidityMask {
  /// This mask with its margin, but for what would be in the other one's too: where both images end
  /// at one line, each is taken up to it.
  fileprivate func grown(besides other: ValidityMask?) -> ValidityMask {
    let grown = grown(by: MaskedPair.margin)
    guard let other = other?.grown(by: MaskedPair.margin) else { return grown }
    return ValidityMask(
      size: size,
      isInvalid: isInvalid.indices.map {
        isInvalid[$0] || grown.isInvalid[$0] && !other.isInvalid[$0]
      })
  }

  /// This mask's pixels where the other one has none.
  fileprivate func without(_ other: ValidityMask?) -> ValidityMask {
    guard let other else { return self }
    return ValidityMask(size: size, isInvalid: zip(isInvalid, other.isInvalid).map { $0 && !$1 })
  }
}

extension Plane {
  /// Invalid pixels taken from the other image, so that no filter sees a border.
  fileprivate func filled(from other: Plane, where mask: ValidityMask?, _ common: [Float])
    -> Plane
  {
    guard let mask else { return self }
    let patch = other.matched(to: self, around: mask, common, ownReach: 0)
    var filled = self
    filled.values = values.indices.map { index in
      mask.isInvalid[index] ? clampedToUnit(patch.values[index]) : values[index]
    }
    return filled
  }

  /// The other image at invalid pixels, fading out beside them.
  fileprivate func faded(to other: Plane, around mask: ValidityMask?, _ common: [Float])
    -> Plane
  {
    guard let mask else { return self }
    // At a deep mask's border too: between means over many rows a stripe would show in one of them.
    let patch = other.matched(
      to: self, around: mask, common, ownReach: MaskedPair.room + MaskedPair.softEdge)
    let shares = mask.softShares
    var result = self
    result.values = values.indices.map { index in
      values[index] + shares[index] * (patch.values[index] - values[index])
    }
    return result
  }

  /// This plane, as bright as `base` is at the mask's border, and as it is itself up to `ownReach`
  /// pixels from where there is room. Only `common` pixels are compared.
  private func matched(
    to base: Plane, around mask: ValidityMask, _ common: [Float], ownReach: Float
  ) -> Plane {
    let edge = MaskedPair.softEdge
    let ring = zip(mask.distances(upTo: edge + 1), common).map { distance, common in
      distance > 0 && distance <= edge ? common : 0
    }
    let differences = values.indices.map { ring[$0] * (base.values[$0] - values[$0]) }
    let reach = Int(2 * edge)
    let sums = boxSums(differences, size, reach: reach)
    let counts = boxSums(ring, size, reach: reach)
    let shares = mask.ownShares(room: MaskedPair.room, reach: ownReach)
    var matched = self
    matched.values = values.indices.map { index in
      let mean = counts[index] > 0.5 ? sums[index] / counts[index] : 0
      return values[index] + (1 - shares[index]) * mean
    }
    return matched
  }
}

extension Chroma {
  /// Neutral at invalid pixels, fading in beside them.
  fileprivate func faded(around mask: ValidityMask?) -> Chroma {
    guard let mask else { return self }
    let shares = mask.softShares
    return Chroma(cb: cb.faded(to: 0.5, shares), cr: cr.faded(to: 0.5, shares))
  }
}

extension Plane {
  /// This plane with a share of one value in each pixel.
  fileprivate func faded(to value: Float, _ shares: [Float]) -> Plane {
    var plane = self
    for (index, share) in shares.enumerated() {
      // Invalid pixels may be no numbers.
      plane.values[index] =
        share < 1 ? value + (1 - share) * (plane.values[index] - value) : value
    }
    return plane
  }
}

extension ValidityMask {
  /// 1 at invalid pixels, falling to 0 over the soft edge beside them.
  fileprivate var softShares: [Float] {
    distances(upTo: MaskedPair.softEdge).map { smooth(1 - $0 / MaskedPair.softEdge) }
  }

  /// How much of its own brightness the other image has: 1 up to `reach` pixels from where a mask
  /// is `room` deep, 0 from `room` pixels beyond, so that it is 0 beside a mask that is nowhere so
  /// deep.
  fileprivate func ownShares(room: Float, reach: Float) -> [Float] {
    let deep = ValidityMask(
      size: size, isInvalid: inverted.distances(upTo: room).map { $0 >= room })
    return deep.distances(upTo: reach + room).map { smooth(1 - max($0 - reach, 0) / room) }
  }
}

/// 0 to 1 without a kink at either end, of a share in 0...1.
private func smooth(_ share: Float) -> Float { share * share * (3 - 2 * share) }

private func clampedToUnit(_ value: Float) -> Float { min(max(value, 0), 1) }
