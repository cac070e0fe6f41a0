// SPDX-License-Identifier: Apache-2.0

/// Random numbers for a scene, SplitMix64 (Steele et al. 2014), the same on every machine: the
/// standard library's conversions from bits to numbers may change with its version, these never do.
struct SceneRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// Uniform in 0..<1, in steps of 2^-24: exact in `Float`.
  mutating func unit() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// Uniform between two bounds.
  mutating func within(_ low: Float, _ high: Float) -> Float { low + (high - low) * unit() }

  /// Uniform in 0..<count.
  mutating func index(below count: Int) -> Int { Int(next() >> 33) % count }

  /// One of the values.
  mutating func pick<Value>(_ values: [Value]) -> Value { values[index(below: values.count)] }
}
