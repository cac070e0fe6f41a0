// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// A module of one input and one output, whose calls can be watched (``ModuleObserver``) and which
/// may have a form in fused operations.
///
/// ``forward(_:)`` is the figure, step by step; what is called is `layer(input)`.
package protocol Layer: Module {
  associatedtype Input = Tensor
  associatedtype Output: Computed = Tensor

  /// What the layer computes, in plain operations.
  func forward(_ input: Input) -> Output

  /// The same in fused operations; nil where they do not take the input.
  func fused(_ input: Input) -> Output?
}

extension Layer {
  package func fused(_ input: Input) -> Output? { nil }

  package func callAsFunction(_ input: Input) -> Output {
    observed { fused(input) ?? forward(input) }
  }
}
