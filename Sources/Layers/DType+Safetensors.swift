// SPDX-License-Identifier: Apache-2.0

package import Safetensors
package import Tensors

extension DType {
  /// The type that a file's elements have in memory.
  package init(_ elementType: ElementType) {
    self =
      switch elementType {
      case .float64: .float64
      case .float32: .float32
      case .float16: .float16
      case .bfloat16: .bfloat16
      case .int64: .int64
      case .uint8: .uint8
      case .bool: .bool
      }
  }

  /// The type that elements of this type have in a file.
  package var elementType: ElementType {
    switch self {
    case .float64: .float64
    case .float32: .float32
    case .float16: .float16
    case .bfloat16: .bfloat16
    case .int64: .int64
    case .uint8: .uint8
    case .bool: .bool
    }
  }
}

extension SafetensorsFile.Entry {
  /// The type of the tensor's elements, in memory.
  package var dtype: DType { DType(elementType) }
}
