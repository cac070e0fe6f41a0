// SPDX-License-Identifier: Apache-2.0

package import Tensors
package import Testing

/// Records an issue unless `actual` has the shape of `expected` and no element differs by more than
/// `relative` times the largest magnitude in `expected`, or is not finite where that one is.
///
/// The message says where the difference is largest, and the values there.
package func assertClose(
  _ actual: Tensor, _ expected: Tensor, relative tolerance: Double, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let difference = difference(of: actual, from: expected, tolerance) else { return }
  Issue.record("\(what.isEmpty ? "" : "\(what): ")\(difference)", sourceLocation: sourceLocation)
}

/// What is wrong with `actual`; nil where it is close enough.
private func difference(
  of actual: Tensor, from expected: Tensor, _ tolerance: Double
) -> Comment? {
  guard actual.shape == expected.shape else {
    return "shape \(actual.shape); \(expected.shape) is wanted"
  }
  let (found, wanted) = (detachedValues(actual), detachedValues(expected))
  let allowed = tolerance * (wanted.map(abs).max() ?? 0)
  // An error that is NaN sorts as the largest.
  let errors = zip(found, wanted).map { $0 == $1 ? 0 : abs($0 - $1) }
    .map { $0.isNaN ? .infinity : $0 }
  guard let worst = errors.indices.max(by: { errors[$0] < errors[$1] }), errors[worst] > allowed
  else { return nil }
  return """
    differs by \(errors[worst]), \(allowed) is allowed, at \(position(worst, in: actual.shape)) \
    of shape \(actual.shape) (wanted: \(expected.shape)): \
    found \(found[worst]), wanted \(wanted[worst])
    """
}

private func detachedValues(_ tensor: Tensor) -> [Double] { tensor.detached().values() }

/// The coordinates of the row-major index `index`.
func position(_ index: Int, in shape: [Int]) -> [Int] {
  var rest = index
  let reversed = shape.reversed().map { size -> Int in
    defer { rest /= size }
    return rest % size
  }
  return reversed.reversed()
}
