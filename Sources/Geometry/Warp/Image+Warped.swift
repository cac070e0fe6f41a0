// SPDX-License-Identifier: Apache-2.0

public import Imaging

extension Image {
  /// The image as it lies in another one: resampled once, by cubic convolution.
  ///
  /// Pixels that the image does not cover are transparent, which fusion takes for "not seen": the
  /// other image is shown there, with a soft edge. So are those that not-a-number, an infinity or a
  /// transparent pixel has a part in.
  ///
  /// - Parameters:
  ///   - geometry: From pixels of this image to those of the result.
  ///   - size: The size of the result.
  /// - Returns: An image of that size, with samples and notes as this one's.
  /// - Precondition: The geometry ``Homography/shows(_:)`` an image of this size.
  public func warped(by geometry: Homography, to size: ImageSize) -> Image {
    warped(by: Warp(geometry, from: self.size, to: size))
  }

  /// The image as it lies in the first one of a rig, whose second one it is, through both lenses;
  /// see ``warped(by:to:)``. A parallax is left out: see ``Rig/placed(at:)``.
  /// - Precondition: It has the size of the rig's second images.
  public func warped(by rig: Rig) -> Image { warped(by: rig, shifts: []) }

  /// As ``warped(by:)`` does, with each pixel looked up beside its place: what a dense flow from
  /// the first image to the aligned one adds to the rig, in one resampling.
  ///
  /// - Parameters:
  ///   - rig: The rig.
  ///   - shifts: By how many pixels of the first image, to the right and down, row by row; empty:
  ///     by none.
  /// - Returns: An image of the rig's first size.
  package func warped(by rig: Rig, shifts: [SIMD2<Float>]) -> Image {
    precondition(
      shifts.isEmpty || shifts.count == rig.firstSize.pixelCount,
      "warped: \(shifts.count) shifts given, \(rig.firstSize) wants as many as it has pixels")
    return warped(by: Warp(rig, shifts: shifts))
  }

  /// The image as a lens without faults shows it, of the same size; what this one did not show is
  /// transparent.
  public func straightened(by lens: Lens) -> Image {
    var rig = Rig(firstSize: size, secondSize: size, geometry: .identity)
    rig.secondLens = lens
    return warped(by: rig)
  }

  /// The image as it lies in another one; see ``warped(by:to:)``.
  /// - Precondition: It has the size of the warp's images.
  package func warped(by warp: Warp) -> Image {
    precondition(size == warp.source, "warped: \(size) given, \(warp.source) is wanted")
    let (samples, coverage) = warped(samples, by: warp)
    var opacity = coverage
    if let alpha {
      let values = warp(alpha.values, channels: 1, isInvalid: []).values
      opacity = Plane(
        size: warp.size,
        values: values.indices.map {
          coverage?.values[$0] == 0 ? 0 : min(max(values[$0], 0), 1)
        })
    }
    var warped = Image(size: warp.size, colorModel: colorModel, samples: samples, alpha: opacity)
    warped.notes = notes
    return warped
  }

  private func warped(_ samples: Samples, by warp: Warp) -> (Samples, coverage: Plane?) {
    func warped<Sample: WarpedSample>(
      _ values: [Sample], _ wrapped: ([Sample]) -> Samples
    ) -> (Samples, Plane?) {
      let (values, coverage) = warp.warped(
        values, channels: colorModel.channelCount, isInvalid: unseen)
      return (wrapped(values), coverage)
    }
    return switch samples {
    case .uint8(let values): warped(values, Samples.uint8)
    case .uint16(let values): warped(values, Samples.uint16)
    // A weight of 0 would not remove what is not finite.
    case .float(let values): warped(values.map { $0.isFinite ? $0 : 0 }, Samples.float)
    }
  }

  /// Pixels that show nothing; empty where all show something.
  private var unseen: [Bool] {
    var isInvalid = alpha.map { $0.values.map { $0 <= 0 } } ?? []
    if case .float(let values) = samples, !values.allSatisfy(\.isFinite) {
      if isInvalid.isEmpty { isInvalid = Array(repeating: false, count: size.pixelCount) }
      for (index, value) in values.enumerated() where !value.isFinite {
        isInvalid[index / colorModel.channelCount] = true
      }
    }
    return isInvalid.contains(true) ? isInvalid : []
  }
}
