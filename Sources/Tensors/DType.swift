// SPDX-License-Identifier: Apache-2.0

/// The type of one element of a ``Tensor``.
package enum DType: Int32, Sendable, Hashable, CaseIterable {
  case float32, bfloat16, float16, float64, int64, uint8, bool

  /// Bytes one element takes.
  package var byteCount: Int {
    switch self {
    case .float64, .int64: 8
    case .float32: 4
    case .bfloat16, .float16: 2
    case .uint8, .bool: 1
    }
  }

  /// Whether elements are floating-point numbers; only such tensors carry gradients.
  package var isFloatingPoint: Bool {
    switch self {
    case .float32, .bfloat16, .float16, .float64: true
    case .int64, .uint8, .bool: false
    }
  }
}
