// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging

/// Both images in the sizes in which their geometry is refined.
struct WorkingPair {
  /// The longer side of the first image where a geometry is refined to the end, in pixels.
  static let side = 320
  /// The same where it is only found about.
  static let coarseSide = 160

  let first: SeenPlane
  let second: SeenPlane
  /// From whole sizes to these.
  private let shrinkFirst: Homography
  private let shrinkSecond: Homography
  private let growFirst: Homography
  private let growSecond: Homography

  /// - Parameters:
  ///   - first: Brightness of the image that stays.
  ///   - second: Brightness of the one that is moved.
  ///   - scale: About how much larger the second image lies in the first one.
  ///   - side: The longer side of the first image, in pixels.
  init(_ first: SeenPlane, _ second: SeenPlane, scale: Double, side: Int = Self.side) {
    let share = min(1, Double(side) / Double(max(first.size.width, first.size.height)))
    let (small, other) = (first.size.scaled(share), second.size.scaled(min(1, share * scale)))
    (self.first, self.second) = (first.resized(to: small), second.resized(to: other))
    shrinkFirst = .resizing(from: first.size, to: small)
    growFirst = .resizing(from: small, to: first.size)
    shrinkSecond = .resizing(from: second.size, to: other)
    growSecond = .resizing(from: other, to: second.size)
  }

  /// A geometry of the whole images as one of these.
  func shrunk(_ geometry: Homography) -> Homography { shrinkFirst * geometry * growSecond }

  /// A geometry of these as one of the whole images.
  func grown(_ geometry: Homography) -> Homography { growFirst * geometry * shrinkSecond }
}

extension ImageSize {
  /// Both sides times a factor, rounded, at least 1.
  func scaled(_ factor: Double) -> ImageSize {
    ImageSize(
      width: max(1, Int((Double(width) * factor).rounded())),
      height: max(1, Int((Double(height) * factor).rounded())))
  }
}
