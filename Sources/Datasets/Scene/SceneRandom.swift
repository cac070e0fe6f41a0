/// Random numbers for a scene, the same on every machine: the standard library's own ways from bits
/// to numbers may change with its version, these never do.
struct SceneRandom {
  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  /// The next 64 bits.
  mutating func next() -> UInt64 { generator.next() }

  /// Uniform in 0..<1, in steps of 2^-24: exact in `Float`.
  mutating func unit() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// Uniform between two bounds.
  mutating func within(_ low: Float, _ high: Float) -> Float { low + (high - low) * unit() }

  /// Uniform in 0..<count.
  mutating func index(below count: Int) -> Int { Int(next() >> 33) % count }

  /// One of the values.
  mutating func pick<Value>(_ values: [Value]) -> Value { values[index(below: values.count)] }
}
