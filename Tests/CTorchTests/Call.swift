// SPDX-License-Identifier: Apache-2.0

import CTorch

typealias ErrorSlot = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// The message that a call of CTorch left.
struct EngineFailure: Error {
  let message: String
}

/// A tensor that C gave us to own.
final class OwnedTensor {
  let handle: OpaquePointer

  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { ct_tensor_free(handle) }

  /// The elements as float64.
  func values() throws -> [Double] {
    let converted = try call { ct_tensor_to(handle, Int32(CT_FLOAT64), cpu, false, $0) }
    let count = shape.reduce(1, *)
    var values = [Double](repeating: .nan, count: Int(count))
    try act { ct_tensor_copy_bytes(converted.handle, &values, values.count * 8, $0) }
    return values
  }

  var shape: [Int64] {
    var shape = [Int64](repeating: 0, count: Int(ct_tensor_rank(handle)))
    ct_tensor_shape(handle, &shape)
    return shape
  }
}

let cpu = ct_device(type: Int32(CT_CPU), index: 0)

/// Calls what makes a tensor.
func call(_ body: (ErrorSlot) -> OpaquePointer?) throws -> OwnedTensor {
  var message: UnsafeMutablePointer<CChar>?
  guard let handle = body(&message) else { throw failure(message) }
  return OwnedTensor(handle)
}

/// Calls what acts in place.
func act(_ body: (ErrorSlot) -> Bool) throws {
  var message: UnsafeMutablePointer<CChar>?
  if !body(&message) { throw failure(message) }
}

private func failure(_ message: UnsafeMutablePointer<CChar>?) -> EngineFailure {
  defer { ct_error_free(message) }
  return EngineFailure(message: message.map { String(cString: $0) } ?? "")
}

/// A float32 tensor of these elements.
func tensor(_ values: [Float], _ shape: [Int64]) throws -> OwnedTensor {
  try call { error in
    values.withUnsafeBytes {
      ct_tensor_from_bytes($0.baseAddress, $0.count, shape, shape.count, Int32(CT_FLOAT32), error)
    }
  }
}
