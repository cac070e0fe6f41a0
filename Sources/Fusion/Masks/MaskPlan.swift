// SPDX-License-Identifier: Apache-2.0

import Imaging

/// What follows from the pixels that two sensors did not see, whatever the others show.
///
/// Frames of cameras that stand still have one in common (``FrameMemory``).
struct MaskPlan: Sendable {
  /// Puts the second image where the first one shows nothing and the second does; nil: nowhere.
  let first: MaskPatch?
  /// The same the other way round.
  let second: MaskPatch?
  /// What the first sensor did not see, also where the second saw nothing; nil: it saw everything.
  let firstUnseen: SoftMask?
  /// The same of the second sensor.
  let secondUnseen: SoftMask?
  /// 1 for pixels that the first sensor saw, 0 for others; nil: it saw everything.
  let firstValidity: Plane?
  /// The same of the second sensor.
  let secondValidity: Plane?

  /// - Parameters:
  ///   - first: What the first sensor did not see; nil: it saw everything.
  ///   - second: The same of the second, of one size with it.
  init(_ first: ValidityMask?, _ second: ValidityMask?) {
    let (first, second) = (first?.grown(besides: second), second?.grown(besides: first))
    let isCommon = ValidityMask.union(first, second)?.isInvalid.map { !$0 } ?? []
    func patch(_ mask: ValidityMask?, _ other: ValidityMask?) -> MaskPatch? {
      mask.map { MaskPatch($0.without(other), isCommon: isCommon) }
    }
    (self.first, self.second) = (patch(first, second), patch(second, first))
    (firstUnseen, secondUnseen) =
      second == nil || first == nil
      ? (self.first?.soft, self.second?.soft)
      : (first.map(SoftMask.init), second.map(SoftMask.init))
    (firstValidity, secondValidity) = (first?.plane, second?.plane)
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
