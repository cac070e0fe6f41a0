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
  private let plan: MaskPlan

  /// - Parameters:
  ///   - first: Luminance of the first image.
  ///   - second: The same of the second, of one size with it.
  ///   - plan: What follows from what was not seen of both.
  init(_ first: Plane, _ second: Plane, _ plan: MaskPlan) {
    self.plan = plan
    luminances = LuminancePair(
      first: plan.first?.filling(first, from: second) ?? first,
      second: plan.second?.filling(second, from: first) ?? second,
      firstValidity: plan.firstValidity, secondValidity: plan.secondValidity)
  }

  /// Whether there are pixels that the first sensor did not see.
  var hasUnseenFirst: Bool { plan.firstUnseen != nil }

  /// A fused luminance with the other image where one saw nothing.
  func composite(_ fused: Plane) -> Plane {
    // The filled planes: beside what one did not see, the other may have seen nothing either.
    let fused = plan.first?.fading(fused, to: luminances.second) ?? fused
    return plan.second?.fading(fused, to: luminances.first) ?? fused
  }

  /// The first image's alpha, opaque where the second one shows through. What neither saw stays as
  /// transparent as it was.
  func composite(alpha: Plane?) -> Plane? {
    guard var alpha, let soft = plan.first?.soft else { return alpha }
    for (pixel, share) in zip(soft.pixels, soft.shares)
    where plan.secondValidity?.values[pixel] != 0 {
      alpha.values[pixel] += share * (1 - alpha.values[pixel])
    }
    return alpha
  }

  /// The first image's chroma, neutral where it was not seen.
  func ofFirst(_ chroma: Chroma) -> Chroma { plan.firstUnseen?.neutralized(chroma) ?? chroma }

  /// The second image's chroma, neutral where it was not seen.
  func ofSecond(_ chroma: Chroma) -> Chroma { plan.secondUnseen?.neutralized(chroma) ?? chroma }

  /// Shares of something that the second image shows, 0 where it was not seen.
  func ofSecond(_ shares: Plane) -> Plane { plan.secondUnseen?.faded(shares, to: 0) ?? shares }
}
