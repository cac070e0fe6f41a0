// SPDX-License-Identifier: Apache-2.0

/// The bytes of a PNG file with the checksum of each chunk made right: the fuzzer cannot guess
/// them, and would hardly get past the first wrong one.
func withPNGChecksums(_ bytes: [UInt8]) -> [UInt8] {
  var bytes = bytes
  var start = 8  // behind the signature
  while start + 12 <= bytes.count {
    let length = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    let end = start + 8 + length
    guard end + 4 <= bytes.count else { break }
    let checksum = crc32(bytes[start + 4..<end])
    for place in 0..<4 {
      bytes[end + place] = UInt8(truncatingIfNeeded: checksum >> (24 - 8 * place))
    }
    start = end + 4
  }
  return bytes
}

/// The checksum of ISO 3309.
private func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
  ~bytes.reduce(~0) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
}

private let table = (0..<256 as Range<UInt32>).map { byte in
  (0..<8).reduce(byte) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
}
