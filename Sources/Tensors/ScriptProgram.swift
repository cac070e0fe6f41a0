// SPDX-License-Identifier: Apache-2.0

private import CTorch

/// A program that somebody wrote in PyTorch and saved as TorchScript.
///
/// It is code: it runs while it is read, and may read and write files. Failures are reported as
/// ``withTensorErrors(_:)`` says.
package final class ScriptProgram {
  private let handle: OpaquePointer?

  /// Reads a file that `torch.jit.save` wrote, onto a device, for inference.
  package init(path: String, device: Device = .cpu) {
    handle = Tensors.handle("ScriptProgram", []) { error in
      ct_script_load(path, ct_device(device), error)
    }
  }

  deinit { ct_script_free(handle) }

  /// How many tensors its `forward` takes.
  package var inputCounts: ClosedRange<Int> {
    var (fewest, most) = (0, 0)
    run("inputCounts", []) { ct_script_arity(handle, &fewest, &most, $0) }
    return fewest...max(fewest, most)
  }

  /// Runs its `forward` without gradients.
  ///
  /// - Parameters:
  ///   - inputs: The arguments, on the program's device.
  ///   - output: The number of the result, from 0, where `forward` gives several.
  /// - Returns: A tensor of any shape, float32.
  package func callAsFunction(_ inputs: [Tensor], output: Int = 0) -> Tensor {
    tensor("forward", inputs) {
      ct_script_forward(handle, inputs.map(\.handle), inputs.count, output, $0)
    }
  }
}

extension ScriptProgram {
  /// A program as the bytes of a file that `torch.jit.load` reads.
  ///
  /// - Parameters:
  ///   - source: Its methods in TorchScript.
  ///   - buffers: The tensors that they find in `self`, under their names.
  ///   - notes: JSON text that the file carries along, as `notes.json`.
  /// - Returns: The file's bytes.
  package static func file(
    _ source: String, buffers: [(name: String, tensor: Tensor)], notes: String
  ) -> [UInt8] {
    let tensors = buffers.map(\.tensor)
    let file = tensor("file", tensors) { error in
      withCStrings(buffers.map(\.name)) {
        ct_script_compile(source, $0, tensors.map(\.handle), tensors.count, notes, error)
      }
    }
    var bytes = [UInt8](repeating: 0, count: file.count)
    bytes.withUnsafeMutableBytes { file.copyBytes(to: $0) }
    return bytes
  }

  /// Calls `body` with texts as C has them: an array of pointers.
  private static func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafePointer<CChar>?]) -> Result
  ) -> Result {
    let strings = texts.map(\.utf8CString)
    let starts = strings.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    return Array(strings.joined()).withUnsafeBufferPointer { buffer in
      body(starts.dropLast().map { start in buffer.baseAddress.map { $0 + start } })
    }
  }
}
