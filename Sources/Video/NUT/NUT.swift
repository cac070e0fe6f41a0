// SPDX-License-Identifier: Apache-2.0

/// Numbers of the NUT container that reader and writer share.
///
/// Source: the NUT specification (mplayerhq.hu, `nut.txt`), versions 3 and 4.
enum NUT {
  /// What a stream begins with.
  static let identifier = Array("nut/multimedia container\0".utf8)

  /// Eight bytes that begin a packet; the first is always the letter N.
  enum StartCode: UInt64 {
    case main = 0x4E4D_7A56_1F5F_04AD
    case stream = 0x4E53_1140_5BF2_F9DB
    case syncpoint = 0x4E4B_E4AD_EECA_4569
    case index = 0x4E58_DD67_2F23_E64E
    case info = 0x4E49_AB68_B596_BA78
  }

  /// What the header of a frame holds.
  struct Flags: OptionSet {
    var rawValue: UInt64
    static let key = Self(rawValue: 1)
    static let codedTime = Self(rawValue: 8)
    static let streamNumber = Self(rawValue: 16)
    static let largeSize = Self(rawValue: 32)
    static let checksum = Self(rawValue: 64)
    static let reserved = Self(rawValue: 128)
    static let sideData = Self(rawValue: 256)
    static let elided = Self(rawValue: 1024)
    static let matchTime = Self(rawValue: 2048)
    static let coded = Self(rawValue: 4096)
    static let invalid = Self(rawValue: 8192)
  }

  /// A packet longer than this has a checksum of its head.
  static let longPacket: UInt64 = 4096

  /// The names of pixel formats that are read and written.
  static let fourCharacterCodes: [([UInt8], PixelFormat)] = [
    (Array("Y800".utf8), .gray), ([0x59, 0x31, 0, 16], .gray16le),
    (Array("RGB".utf8) + [24], .rgb24),
  ]

  /// CRC-32 with the polynomial 0x04C11DB7, the highest bit first, from 0.
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(0) { ($0 << 8) ^ table[Int(UInt8($0 >> 24) ^ $1)] }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index) << 24) { value, _ in
      value & 0x8000_0000 != 0 ? (value << 1) ^ 0x04C1_1DB7 : value << 1
    }
  }
}
