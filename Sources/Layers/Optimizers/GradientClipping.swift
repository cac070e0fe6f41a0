// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// Scales the gradients of all parameters together, in place, so that their norm is at most
/// `maximum`, as `torch.nn.utils.clip_grad_norm_`.
///
/// - Returns: The norm before.
@discardableResult
package func clipGradients(
  of parameters: [(key: String, tensor: Tensor)], toNorm maximum: Double
) -> Double {
  let gradients = parameters.compactMap(\.tensor.gradient)
  guard !gradients.isEmpty else { return 0 }
  return withoutGradients {
    let norm = Tensor.stacked(gradients.map { $0.norm() }).norm().item()
    let factor = maximum / (norm + 1e-6)
    if factor < 1 { gradients.forEach { $0.multiply_(factor) } }
    return norm
  }
}
