// SPDX-License-Identifier: Apache-2.0

/// A 64-bit checksum over bytes, eight at a time: FNV-1a (Fowler, Noll, Vo) on words, with a shift
/// that lets high bits reach low ones.
///
/// A change within one word always changes it, as each word enters by steps that can be undone;
/// other damage goes unseen once in 2^64.
struct Checksum {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Takes bytes in; the last word of each call is filled up with zeros.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var index = 0
    while index + 8 <= bytes.count {
      add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      index += 8
    }
    guard index < bytes.count else { return }
    add(bytes[index...].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  /// Takes text in.
  mutating func add(_ text: String) {
    Array(text.utf8).withUnsafeBytes { add($0) }
    add(UInt64(text.utf8.count))
  }

  private mutating func add(_ word: UInt64) {
    let product = (value ^ word) &* 0x100_0000_01b3
    value = product ^ product >> 32
  }
}
