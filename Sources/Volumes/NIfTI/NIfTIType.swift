// SPDX-License-Identifier: Apache-2.0

/// How a file of NIfTI stores a value.
enum NIfTIType: Int, CaseIterable {
  case uint8 = 2
  case int16 = 4
  case int32 = 8
  case float32 = 16
  case float64 = 64
  case rgb24 = 128
  case int8 = 256
  case uint16 = 512
  case uint32 = 768
  case int64 = 1024
  case uint64 = 1280

  /// Bytes of a value.
  var byteCount: Int {
    switch self {
    case .uint8, .int8: 1
    case .int16, .uint16: 2
    case .rgb24: 3
    case .int32, .uint32, .float32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// What a type is called that is not read.
  static func name(ofUnread code: Int) -> String {
    let names = [
      1: "single bits", 32: "complex numbers", 128: "colors (RGB)", 1536: "floats of 128 bits",
      1792: "complex numbers", 2048: "complex numbers", 2304: "colors (RGBA)",
    ]
    return names[code] ?? "an unknown type"
  }
}
