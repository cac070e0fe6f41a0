// SPDX-License-Identifier: Apache-2.0

/// A type that images store their samples in.
protocol Sample: Sendable, Comparable, BitwiseCopyable {
  /// The stored value of full brightness.
  static var white: Self { get }

  /// White as a number: what a stored value is divided by to lie in 0...1.
  static var scale: Float { get }

  /// Wraps an array in the case of `Image.Samples` that holds this type.
  static func wrap(_ values: [Self]) -> Image.Samples

  /// The stored value as a number in the file's own units.
  var number: Float { get }

  /// Stores a value of 0...1: clamps it, rounds half up where stored as an integer, and takes
  /// not-a-number for 0.
  init(unit: Float)
}

extension Sample {
  /// The value in 0...1.
  @inline(__always) var unit: Float { number / Self.scale }
}

/// Clamps to 0...1; not-a-number becomes 0.
@inline(__always)
func clampedToUnit(_ value: Float) -> Float {
  value > 0 ? (value < 1 ? value : 1) : 0
}

/// A number of 0 ..< 2^22, rounded half up, in the lowest bits: without a check, so that loops over
/// it vectorise.
@inline(__always)
private func rounded(_ value: Float) -> UInt32 {
  let even = value + 0x1p23  // its last bit counts ones: rounded half to even
  return even.bitPattern &+ (value - (even - 0x1p23) >= 0.5 ? 1 : 0)
}

extension UInt8: Sample {
  static var white: UInt8 { .max }
  static var scale: Float { 255 }
  static func wrap(_ values: [UInt8]) -> Image.Samples { .uint8(values) }
  @inline(__always) var number: Float { Float(self) }
  @inline(__always) init(unit: Float) {
    self.init(truncatingIfNeeded: rounded(clampedToUnit(unit) * 255))
  }
}

extension UInt16: Sample {
  static var white: UInt16 { .max }
  static var scale: Float { 65535 }
  static func wrap(_ values: [UInt16]) -> Image.Samples { .uint16(values) }
  @inline(__always) var number: Float { Float(self) }
  @inline(__always) init(unit: Float) {
    self.init(truncatingIfNeeded: rounded(clampedToUnit(unit) * 65535))
  }
}

extension Float: Sample {
  static var white: Float { 1 }
  static var scale: Float { 1 }
  static func wrap(_ values: [Float]) -> Image.Samples { .float(values) }
  @inline(__always) var number: Float { self }
  @inline(__always) init(unit: Float) { self = clampedToUnit(unit) }
}
