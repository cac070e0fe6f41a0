// SPDX-License-Identifier: Apache-2.0

/// A small seeded generator (Steele et al. 2014), which decides splits, orders and crops: the same
/// on every machine, and in every version of Swift.
package struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// A generator whose whole sequence follows from `seed`.
  package init(seed: UInt64) { state = seed }

  /// The generator of one of many sequences that belong to a seed, told apart by their numbers, so
  /// that any of them can be had without the ones before it.
  init(seed: UInt64, _ numbers: Int...) {
    state = numbers.reduce(seed) { state, number in
      var mixer = SplitMix64(seed: state)
      mixer.state = mixer.next() ^ UInt64(bitPattern: Int64(number))
      return mixer.next()
    }
  }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number of 0..<count, by the upper half of a product.
  package mutating func index(below count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }
}
