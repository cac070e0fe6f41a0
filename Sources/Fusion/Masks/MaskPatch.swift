// SPDX-License-Identifier: Apache-2.0

import Imaging

/// How the other image is put where one image shows nothing.
///
/// It is made as bright as the image is along the mask's border, by the mean difference of pixels
/// beside the mask that both sensors saw; away from there it has its own brightness, where there is
/// room.
struct MaskPatch: Sendable {
  /// Where the other image is seen in the result.
  let soft: SoftMask
  /// Pixels beside the mask that both sensors saw.
  private let ring: [Int]
  /// How many of these lie in the window around each pixel of `soft`.
  private let counts: [Float]
  /// How much of its own brightness the other image has there, filling the image.
  private let filledShares: [Float]
  /// The same in the result.
  private let fadedShares: [Float]

  /// Pixels a side that a mean of differences is over, less one, by two.
  private static let reach = Int(2 * MaskedPair.softEdge)

  /// - Parameters:
  ///   - mask: What the image does not show.
  ///   - isCommon: The pixels that both sensors saw.
  init(_ mask: ValidityMask, isCommon: [Bool]) {
    let edge = MaskedPair.softEdge
    let distances = mask.distances(upTo: edge + 1)
    let soft = SoftMask(distances: distances)
    let ring = distances.indices.filter {
      distances[$0] > 0 && distances[$0] <= edge && isCommon[$0]
    }
    (self.soft, self.ring) = (soft, ring)
    counts = boxSums(
      ring.map { _ in 1 }, at: ring, around: soft.pixels, width: mask.size.width, reach: Self.reach)
    let room = MaskedPair.room
    // At a deep mask's border too: between means over many rows a stripe would show in one of them.
    let reach = room + edge
    let depths = mask.deepParts(by: room).distances(upTo: reach + room)
    filledShares = soft.pixels.map { Self.ownShare(depths[$0], reach: 0) }
    fadedShares = soft.pixels.map { Self.ownShare(depths[$0], reach: reach) }
  }

  /// How much of its own brightness the other image has at a distance from where the mask is deep:
  /// 1 up to `reach` pixels, 0 from as many more pixels on as the room is wide, so that it is 0
  /// beside a mask that is nowhere so deep.
  private static func ownShare(_ distance: Float, reach: Float) -> Float {
    smooth(max(1 - max(distance - reach, 0) / MaskedPair.room, 0))
  }

  /// The image with its invalid pixels taken from the other one, so that no filter sees a border.
  func filling(_ image: Plane, from other: Plane) -> Plane {
    var filled = image
    let patch = patch(of: other, like: image, ownShares: filledShares)
    for (index, pixel) in soft.pixels.enumerated() where soft.shares[index] == 1 {
      filled.values[pixel] = min(max(patch[index], 0), 1)
    }
    return filled
  }

  /// The other image at invalid pixels of `image`, fading out beside them.
  func fading(_ image: Plane, to other: Plane) -> Plane {
    var faded = image
    let patch = patch(of: other, like: image, ownShares: fadedShares)
    for (index, pixel) in soft.pixels.enumerated() {
      let value = image.values[pixel]
      faded.values[pixel] = value + soft.shares[index] * (patch[index] - value)
    }
    return faded
  }

  /// The other image at the pixels of `soft`, as bright as `image` is at the mask's border but for
  /// a share of its own brightness.
  private func patch(of other: Plane, like image: Plane, ownShares: [Float]) -> [Float] {
    let differences = ring.map { image.values[$0] - other.values[$0] }
    let sums = boxSums(
      differences, at: ring, around: soft.pixels, width: image.size.width, reach: Self.reach)
    return soft.pixels.indices.map { index in
      let pixel = soft.pixels[index]
      let mean = counts[index] > 0.5 ? sums[index] / counts[index] : 0
      return other.values[pixel] + (1 - ownShares[index]) * mean
    }
  }
}

extension ValidityMask {
  /// The pixels that lie `depth` pixels or more within the mask.
  fileprivate func deepParts(by depth: Float) -> ValidityMask {
    ValidityMask(size: size, isInvalid: inverted.distances(upTo: depth).map { $0 >= depth })
  }
}
