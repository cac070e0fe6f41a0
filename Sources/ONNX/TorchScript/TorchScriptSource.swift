// SPDX-License-Identifier: Apache-2.0

/// A ``Graph`` as a program in TorchScript.
package struct TorchScriptSource {
  /// A method `forward`, which takes the graph's inputs in their order.
  package let text: String
  /// The tensors that it finds in `self`.
  package let buffers: [Constant]
}
