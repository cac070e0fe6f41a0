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
    warped(by: Warp(geometry, from: self.size, to: size), to: size)
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
    precondition(size == rig.secondSize, "warped: \(size) given, \(rig.secondSize) is wanted")
    precondition(
      shifts.isEmpty || shifts.count == rig.firstSize.pixelCount,
      "warped: \(shifts.count) shifts given, \(rig.firstSize) wants as many as it has pixels")
    return warped(by: Warp(rig, shifts: shifts), to: rig.firstSize)
  }

  /// The image as a lens without faults shows it, of the same size; what this one did not show is
  /// transparent.
  public func straightened(by lens: Lens) -> Image {
    var rig = Rig(firstSize: size, secondSize: size, geometry: .identity)
    rig.secondLens = lens
    return warped(by: rig)
  }

  private func warped(by warp: Warp, to size: ImageSize) -> Image {
    let (values, isCovered) = warp(
      samples.finiteNumbers, channels: colorModel.channelCount, isInvalid: unseen)
    var opacity = alpha.map { warp($0.values, channels: 1, isInvalid: []).values }
    if opacity != nil || isCovered.contains(false) {
      opacity = isCovered.indices.map { pixel in
        isCovered[pixel] ? min(max(opacity?[pixel] ?? 1, 0), 1) : 0
      }
    }
    var warped = Image(
      size: size, colorModel: colorModel, samples: samples.replaced(by: values),
      alpha: opacity.map { Plane(size: size, values: $0) })
    warped.notes = notes
    return warped
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

extension Image.Samples {
  /// As numbers of the file's own units; 0 for what is not finite, which a weight of 0 would not
  /// remove.
  fileprivate var finiteNumbers: [Float] {
    switch self {
    case .uint8(let values): values.map { Float($0) }
    case .uint16(let values): values.map { Float($0) }
    case .float(let values): values.map { $0.isFinite ? $0 : 0 }
    }
  }

  /// Numbers stored as these samples are: whole ones rounded, and clamped to what their type holds.
  fileprivate func replaced(by numbers: [Float]) -> Image.Samples {
    switch self {
    case .uint8: .uint8(numbers.map { UInt8(truncatingIfNeeded: whole($0, most: 255)) })
    case .uint16: .uint16(numbers.map { UInt16(truncatingIfNeeded: whole($0, most: 65535)) })
    case .float: .float(numbers)
    }
  }
}

/// Rounded, and clamped to 0...most.
private func whole(_ number: Float, most: Float) -> Int32 {
  Int32(min(max(number.rounded(), 0), most))
}
