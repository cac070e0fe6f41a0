// SPDX-License-Identifier: Apache-2.0

/// SHA-256 (FIPS 180-4) in hexadecimal.
func sha256(_ bytes: [UInt8]) -> String {
  var state = squareRoots
  let padded = padded(bytes)
  for start in stride(from: 0, to: padded.count, by: 64) {
    compress(padded[start..<start + 64], into: &state)
  }
  return state.map { word in
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }.joined()
}

/// A one bit, zeros, and the length in bits, up to a multiple of 64 bytes.
private func padded(_ bytes: [UInt8]) -> [UInt8] {
  let zeros = (119 - bytes.count % 64) % 64
  let length = UInt64(bytes.count * 8)
  let end = (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * UInt64($0))) }
  return bytes + [0x80] + [UInt8](repeating: 0, count: zeros) + end
}

private func compress(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
  var words = [UInt32](repeating: 0, count: 64)
  for i in 0..<64 { words[i / 4] = words[i / 4] << 8 | UInt32(block[block.startIndex + i]) }
  for i in 16..<64 {
    let (early, late) = (words[i - 15], words[i - 2])
    words[i] =
      words[i - 16] &+ words[i - 7] &+ (turn(early, 7) ^ turn(early, 18) ^ early >> 3)
      &+ (turn(late, 17) ^ turn(late, 19) ^ late >> 10)
  }
  var (a, b, c, d) = (state[0], state[1], state[2], state[3])
  var (e, f, g, h) = (state[4], state[5], state[6], state[7])
  for i in 0..<64 {
    let first =
      h &+ (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) &+ (e & f ^ ~e & g) &+ cubeRoots[i] &+ words[i]
    let second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) &+ (a & b ^ a & c ^ b & c)
    (a, b, c, d, e, f, g, h) = (first &+ second, a, b, c, d &+ first, e, f, g)
  }
  for (i, word) in [a, b, c, d, e, f, g, h].enumerated() { state[i] &+= word }
}

@inline(__always)
private func turn(_ word: UInt32, _ count: UInt32) -> UInt32 {
  word >> count | word << (32 - count)
}

private let primes = (2...311).filter { n in (2..<n).allSatisfy { n % $0 != 0 } }

/// The first 32 bits of the fractions of the square roots of the first 8 primes.
private let squareRoots = primes.prefix(8).map { fraction(of: Double($0).squareRoot()) }

/// The same of the cube roots of the first 64 primes.
private let cubeRoots = primes.prefix(64).map { prime in
  let prime = Double(prime)
  // Newton's method from above; it ends within one rounding error, far below 2^-32.
  let root = (0..<60).reduce(prime) { root, _ in root - (root - prime / (root * root)) / 3 }
  return fraction(of: root)
}

private func fraction(of root: Double) -> UInt32 { UInt32((root - root.rounded(.down)) * 0x1p32) }
