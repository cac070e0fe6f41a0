// SPDX-License-Identifier: Apache-2.0

/// The type of one element of a tensor in a safetensors file, under its name in the header; those
/// that this package reads, widest first, as the format's own library puts tensors of them into a
/// file.
package enum ElementType: String, Sendable, Hashable, CaseIterable {
  /// 64-bit signed integer.
  case int64 = "I64"
  /// IEEE 754 binary64.
  case float64 = "F64"
  /// IEEE 754 binary32.
  case float32 = "F32"
  /// The upper half of a binary32.
  case bfloat16 = "BF16"
  /// IEEE 754 binary16.
  case float16 = "F16"
  /// 8-bit unsigned integer.
  case uint8 = "U8"
  /// A byte of 0 or 1.
  case bool = "BOOL"

  /// Bytes one element takes.
  package var byteCount: Int {
    switch self {
    case .float64, .int64: 8
    case .float32: 4
    case .bfloat16, .float16: 2
    case .uint8, .bool: 1
    }
  }

  /// Where tensors of this type come in a file.
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// Element types of the format (safetensors 0.8) that this package does not read.
  static let unreadNames: Set<String> = [
    "F4", "F6_E2M3", "F6_E3M2", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ",
    "F8_E5M2FNUZ", "I16", "U16", "I32", "U32", "C64", "U64",
  ]

  /// Bytes a tensor of that shape takes, or `nil` where a dimension is negative or the product
  /// overflows.
  func byteCount(ofShape shape: [Int]) -> Int? {
    var count = byteCount
    for dimension in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard dimension >= 0, !overflow else { return nil }
      count = product
    }
    return count
  }
}
