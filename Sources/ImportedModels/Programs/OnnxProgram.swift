// SPDX-License-Identifier: Apache-2.0

private import COnnxRuntime
import Foundation

/// An ONNX graph, run by an ONNX Runtime library.
final class OnnxProgram: ImageProgram {
  private let path: String
  private let session: OpaquePointer

  /// Loads the library and opens the graph, of which a run takes that many threads.
  init(path: String, library: String?, threads: Int) throws {
    self.path = path
    let runtime = try OnnxProgram.runtime(library, for: path)
    defer { co_runtime_free(runtime) }
    session = try taking({ co_open(runtime, path, Int32(threads), $0) }) { reason in
      ImportedModelError(
        .file, path: path, "no ONNX graph that ONNX Runtime takes (\(reason))")
    }
  }

  deinit { co_close(session) }

  private static func runtime(_ library: String?, for path: String) throws -> OpaquePointer {
    guard let library, !library.isEmpty else {
      throw ImportedModelError(
        .runtime, path: path,
        "wants ONNX Runtime, which is not part of this program; ONNXRUNTIME is wanted, with the "
          + "path of its library, such as /usr/lib/libonnxruntime.so")
    }
    return try taking({ co_load(library, $0) }) { reason in
      ImportedModelError(
        .runtime, path: library,
        "is no ONNX Runtime library, which ONNXRUNTIME is to name (\(reason))")
    }
  }

  var inputCounts: ClosedRange<Int> {
    let count = co_input_count(session)
    return count...count
  }

  func run(
    _ inputs: [HostArray], output: Int, isWanted: ([Int]) throws -> Void
  ) throws -> HostArray {
    try check(inputs)
    let count = co_output_count(session)
    guard output < count else {
      throw ImportedModelError(
        .output, path: path,
        "gives \(count) outputs; number \(output), counted from 0, is wanted by its conventions")
    }
    let result = try inputs.withArrays { arrays in
      try taking({ co_run(session, arrays, output, $0) }) { reason in
        ImportedModelError(.engine, path: path, reason)
      }
    }
    defer { co_result_free(result) }
    let array = co_result_array(result)
    let shape = array.shape.values
    try isWanted(shape)
    let values = UnsafeBufferPointer(start: array.values, count: shape.reduce(1, *))
    return HostArray(shape: shape, values: Array(values))
  }

  /// Refuses inputs that are not the graph's; ONNX Runtime's own message does not say all of it.
  private func check(_ inputs: [HostArray]) throws {
    for (index, input) in inputs.enumerated() {
      let wanted = co_input_at(session, index)
      let (shape, name) = (wanted.shape.values, String(cString: wanted.name))
      let fits =
        shape.count == input.shape.count
        && zip(shape, input.shape).allSatisfy { $0 < 0 || $0 == $1 }
      guard wanted.type == 1 && fits else {
        let sizes = shape.map { $0 < 0 ? "any" : "\($0)" }.joined(separator: ", ")
        throw ImportedModelError(
          .inputs, path: path,
          "its input \(name) takes \(typeName(wanted.type)) of shape [\(sizes)]; float32 of shape "
            + "\(input.shape) is wanted for this pair by its conventions")
      }
    }
  }
}

/// The handle that a call gives, or the error that its message is made into.
private func taking(
  _ call: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> OpaquePointer?,
  _ error: (String) -> ImportedModelError
) throws -> OpaquePointer {
  var message: UnsafeMutablePointer<CChar>?
  if let handle = call(&message) { return handle }
  defer { free(message) }
  throw error(message.map { String(cString: $0).lastLine } ?? "not enough memory")
}

/// ONNX's numbers for types of elements.
private func typeName(_ number: Int32) -> String {
  let names = [
    "no tensor", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "strings", "bool",
    "float16", "float64",
  ]
  return names.indices.contains(Int(number)) ? names[Int(number)] : "elements of type \(number)"
}

extension [HostArray] {
  /// Calls `body` with the arrays as C takes them.
  fileprivate func withArrays<Result>(
    _ body: (UnsafePointer<co_array>?) throws -> Result
  ) rethrows -> Result {
    func next(_ made: [co_array]) throws -> Result {
      guard made.count < count else {
        return try made.withUnsafeBufferPointer { try body($0.baseAddress) }
      }
      let array = self[made.count]
      return try array.values.withUnsafeBufferPointer {
        try next(made + [co_array(values: $0.baseAddress, shape: co_shape(array.shape))])
      }
    }
    return try next([])
  }
}

extension co_shape {
  fileprivate init(_ sizes: [Int]) {
    self.init()
    rank = sizes.count
    withUnsafeMutableBytes(of: &self.sizes) { bytes in
      for (index, size) in sizes.prefix(Int(CO_MAX_RANK)).enumerated() {
        bytes.bindMemory(to: Int64.self)[index] = Int64(size)
      }
    }
  }

  fileprivate var values: [Int] {
    withUnsafeBytes(of: sizes) { $0.bindMemory(to: Int64.self).prefix(rank).map { Int($0) } }
  }
}
