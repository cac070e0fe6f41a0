// SPDX-License-Identifier: Apache-2.0

import CPixels

/// A type of samples that images are warped in.
protocol WarpedSample: Sendable, BitwiseCopyable {
  /// The value as a number.
  var number: Float { get }
  /// Stores a number: a whole one rounded, and clamped to what the type holds.
  init(nearest number: Float)
  /// The sums around places, pixel by pixel; see `daefuse_warp_bytes`.
  static var fill: WarpLoop<Self> { get }
}

/// A loop over pixels: image, width, channels, places, result and count.
typealias WarpLoop<Sample> = (
  UnsafePointer<Sample>?, Int, Int, UnsafePointer<NearPlace>?, UnsafeMutablePointer<Sample>?, Int
) -> Void

extension UInt8: WarpedSample {
  var number: Float { Float(self) }
  init(nearest number: Float) { self.init(clamping: Int(number.rounded())) }
  static var fill: WarpLoop<UInt8> { daefuse_warp_bytes }
}

extension UInt16: WarpedSample {
  var number: Float { Float(self) }
  init(nearest number: Float) { self.init(clamping: Int(number.rounded())) }
  static var fill: WarpLoop<UInt16> { daefuse_warp_words }
}

extension Float: WarpedSample {
  var number: Float { self }
  init(nearest number: Float) { self = number }
  static var fill: WarpLoop<Float> { daefuse_warp_floats }
}
