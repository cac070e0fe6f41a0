// SPDX-License-Identifier: Apache-2.0

/// The type of a value's elements; its number is that of `TensorProto.DataType`.
package enum ValueType: Int, Sendable {
  case float32 = 1
  case int64 = 7
  case float16 = 10
}
