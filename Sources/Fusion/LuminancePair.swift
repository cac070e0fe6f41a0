// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// The luminances of two registered images of one scene: what a ``FusionMethod`` fuses.
public struct LuminancePair: Sendable, Equatable {
  /// Luminance of the visible image or the MRI, 0...1.
  public let first: Plane
  /// Luminance of the infrared image, CT, PET or SPECT, 0...1.
  public let second: Plane
  /// 1 where the first sensor saw something and 0 where it did not; nil: it saw everything.
  ///
  /// Invalid pixels have values that are safe to filter, but that say nothing of the scene: a
  /// method leaves them out of means and contrasts of the whole image, and need do no more. Whoever
  /// made the mask replaces the result there.
  public let firstValidity: Plane?
  /// The same of the second sensor.
  public let secondValidity: Plane?

  /// Joins two planes.
  /// - Precondition: All planes have one size.
  public init(
    first: Plane, second: Plane, firstValidity: Plane? = nil, secondValidity: Plane? = nil
  ) {
    let others = [second, firstValidity, secondValidity].compactMap { $0?.size }
    precondition(
      others.allSatisfy { $0 == first.size },
      "LuminancePair: sizes \([first.size] + others), one is wanted")
    (self.first, self.second) = (first, second)
    (self.firstValidity, self.secondValidity) = (firstValidity, secondValidity)
  }

  /// The size of both.
  public var size: ImageSize { first.size }
}
