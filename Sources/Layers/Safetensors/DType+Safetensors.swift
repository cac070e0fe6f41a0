// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension DType {
  /// The name of this element type in a safetensors header.
  package var safetensorsName: String {
    switch self {
    case .float64: "F64"
    case .float32: "F32"
    case .float16: "F16"
    case .bfloat16: "BF16"
    case .int64: "I64"
    case .uint8: "U8"
    case .bool: "BOOL"
    }
  }

  /// The element type of that name, or `nil` where this package has none.
  package init?(safetensorsName name: String) {
    guard let match = Self.allCases.first(where: { $0.safetensorsName == name }) else { return nil }
    self = match
  }

  /// Element types of the format (safetensors 0.8) that this package does not read.
  static let unreadSafetensorsNames: Set<String> = [
    "F4", "F6_E2M3", "F6_E3M2", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ",
    "F8_E5M2FNUZ", "I16", "U16", "I32", "U32", "C64", "U64",
  ]

  /// Where the format's own library puts tensors of this type: widest first, so that all are aligned.
  var safetensorsRank: Int {
    switch self {
    case .int64: 0
    case .float64: 1
    case .float32: 2
    case .bfloat16: 3
    case .float16: 4
    case .uint8: 5
    case .bool: 6
    }
  }
}
