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
