// SPDX-License-Identifier: Apache-2.0

private import Datasets
package import Tensors
package import Testing

/// Compares the gradients of a scalar function with central differences,
/// `(f(x + h) - f(x - h)) / 2h`, in float64.
///
/// A difference passes within `tolerance` times the largest gradient of its tensor, plus what
/// rounding takes: 1e-14 / h times the function's value.
///
/// - Parameters:
///   - leaves: What the function depends on: float64, each a leaf that records gradients.
///   - step: h.
///   - samples: Elements tried of a tensor; of a smaller one, all.
///   - tolerance: Relative; the truncation error of a smooth function is of the order of h².
///   - sourceLocation: Where issues are recorded.
///   - function: Computes the scalar from the leaves as they are.
package func gradientCheck(
  _ leaves: [(key: String, tensor: Tensor)], step: Double = 1e-6, samples: Int = 8,
  tolerance: Double = 1e-6, sourceLocation: SourceLocation = #_sourceLocation,
  _ function: () -> Tensor
) {
  leaves.forEach { $0.tensor.gradient = nil }
  let value = function()
  value.backward()
  let noise = 1e-14 / step * max(abs(value.item()), 1)
  var generator = SplitMix64(seed: 1)
  for (key, leaf) in leaves {
    guard let gradient = leaf.gradient else {
      Issue.record("\(key) has no gradient", sourceLocation: sourceLocation)
      continue
    }
    let gradients: [Double] = gradient.values()
    let allowed = tolerance * (gradients.map(abs).max() ?? 0) + noise
    for index in gradients.indices.shuffled(using: &generator).prefix(samples) {
      let slope = slope(of: function, along: leaf, index, step)
      guard !(abs(slope - gradients[index]) <= allowed) else { continue }
      Issue.record(
        """
        \(key)\(position(index, in: leaf.shape)): gradient \(gradients[index]), \
        central difference \(slope), \(allowed) is allowed between them
        """, sourceLocation: sourceLocation)
    }
  }
}

private func slope(
  of function: () -> Tensor, along leaf: Tensor, _ index: Int, _ step: Double
) -> Double {
  withoutGradients {
    var values: [Double] = leaf.values()
    let start = values[index]
    func value(at x: Double) -> Double {
      values[index] = x
      leaf.copy_(Tensor(values, leaf.shape))
      return function().item()
    }
    defer { _ = value(at: start) }
    return (value(at: start + step) - value(at: start - step)) / (2 * step)
  }
}
