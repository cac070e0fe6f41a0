// SPDX-License-Identifier: Apache-2.0

private import CTorch

extension Tensor {
  /// Whether operations on the tensor are recorded for ``backward(_:retainingGraph:)``; settable
  /// on leaves.
  package var requiresGradient: Bool {
    get { handle.map { ct_tensor_requires_grad($0) } ?? false }
    set { run("requiresGradient", [self]) { ct_tensor_set_requires_grad(handle, newValue, $0) } }
  }

  /// The gradient gathered so far; nil where there is none.
  package var gradient: Tensor? {
    get {
      var message: UnsafeMutablePointer<CChar>?
      let found = handle.flatMap { ct_tensor_grad($0, &message) }
      ct_error_free(message)
      return found.map(Tensor.init(handle:))
    }
    set { run("gradient", [self]) { ct_tensor_set_grad(handle, newValue?.handle, $0) } }
  }

  /// Adds the gradients of this tensor to those of the leaves it was computed from.
  ///
  /// - Parameters:
  ///   - gradient: What flows in; a one-element tensor needs none.
  ///   - retainingGraph: Keeps the graph for another run back.
  package func backward(_ gradient: Tensor? = nil, retainingGraph: Bool = false) {
    let agree = { gradient.map { $0.shape == self.shape } ?? (self.count == 1) }
    run("backward", [self] + (gradient.map { [$0] } ?? []), shapesAgree: agree) {
      ct_tensor_backward(handle, gradient?.handle, retainingGraph, $0)
    }
  }
}

/// Runs `body` without recording operations for gradients.
package func withoutGradients<Result>(_ body: () throws -> Result) rethrows -> Result {
  let before = ct_set_grad_mode(false)
  defer { _ = ct_set_grad_mode(before) }
  return try body()
}

/// Runs `body` with products and convolutions on `device` computed in `dtype` (PyTorch's autocast);
/// nil leaves that as it is around; `float32` computes in the tensors' own types.
package func withAutocast<Result>(
  _ dtype: DType?, on device: Device, _ body: () throws -> Result
) rethrows -> Result {
  guard let dtype else { return try body() }
  let type = device.code.type
  let wanted = ct_autocast(enabled: dtype != .float32, dtype: dtype.rawValue)
  var before = ct_autocast()
  var isEntered = false
  run("withAutocast", []) { error in
    isEntered = ct_autocast_enter(type, wanted, &before, error)
    return isEntered
  }
  defer { if isEntered { run("withAutocast", []) { ct_autocast_leave(type, before, $0) } } }
  return try body()
}
