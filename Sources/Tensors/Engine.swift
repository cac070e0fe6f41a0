// SPDX-License-Identifier: Apache-2.0

private import CTorch

/// Facts and settings of LibTorch in this process.
package enum Engine {
  /// LibTorch's version, such as `2.13.0`.
  package static var version: String { String(cString: ct_version()) }

  /// How the fused operations of `Tensor` compute.
  package enum Kernels: Sendable {
    /// By the best instructions for float32 that this processor has.
    case float32
    /// By those that every processor has; for tests.
    case baseline
    /// By AVX2, where the processor has more, too; for tests. As `float32` where it has none.
    case avx2
    /// Products of what was rounded to bfloat16, summed in float32, all else in float32; as
    /// `float32` where ``Engine/hasBFloat16Kernels`` is false.
    case bfloat16
  }

  /// Runs `body` with fused operations that compute so; it holds for this thread.
  package static func withKernels<Result>(
    _ kernels: Kernels, _ body: () throws -> Result
  ) rethrows -> Result {
    let before = ct_set_kernels(kernels.code)
    defer { _ = ct_set_kernels(before) }
    return try body()
  }

  /// Whether the fused operations multiply bfloat16 on this processor.
  package static var hasBFloat16Kernels: Bool { ct_has_bfloat16_kernels() }

  /// Makes this process retain the memory that it frees, for its next pair of images or its next
  /// step.
  ///
  /// Without it glibc maps each large tensor anew and hands it back after use, and the system
  /// clears its pages every time.
  package static func retainFreedMemory() { ct_retain_freed_memory() }
}

extension Engine.Kernels {
  fileprivate var code: ct_kernels {
    switch self {
    case .float32: CT_KERNELS_FLOAT32
    case .baseline: CT_KERNELS_BASELINE
    case .avx2: CT_KERNELS_AVX2
    case .bfloat16: CT_KERNELS_BFLOAT16
    }
  }
}

/// Where C writes the message of a failure.
typealias ErrorSlot = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// Runs an operation of the engine that makes a tensor, and wraps what it made.
func tensor(
  _ operation: StaticString, _ operands: [Tensor], shapesAgree: () -> Bool = { true },
  _ body: (ErrorSlot) -> OpaquePointer?
) -> Tensor {
  Tensor(handle: handle(operation, operands, shapesAgree: shapesAgree, body))
}

/// Runs an operation of the engine that makes a tensor's or a generator's handle.
///
/// `operation` and the shapes of `operands` stand in messages. After a failure `shapesAgree` is
/// looked at: false makes it a programmer's mistake, which traps. `body` is the call, given the
/// slot for its error.
func handle(
  _ operation: StaticString, _ operands: [Tensor], shapesAgree: () -> Bool = { true },
  _ body: (ErrorSlot) -> OpaquePointer?
) -> OpaquePointer? {
  var message: UnsafeMutablePointer<CChar>?
  Engine.useThreads()
  if let handle = body(&message) { return handle }
  fail(operation, operands, shapesAgree: shapesAgree, taking: message)
  return nil
}

/// Runs an operation of the engine that acts in place.
func run(
  _ operation: StaticString, _ operands: [Tensor], shapesAgree: () -> Bool = { true },
  _ body: (ErrorSlot) -> Bool
) {
  var message: UnsafeMutablePointer<CChar>?
  Engine.useThreads()
  if !body(&message) { fail(operation, operands, shapesAgree: shapesAgree, taking: message) }
}

private func fail(
  _ operation: StaticString, _ operands: [Tensor], shapesAgree: () -> Bool,
  taking message: UnsafeMutablePointer<CChar>?
) {
  // An operand whose own making failed: that failure is reported already.
  if operands.contains(where: \.isFailed) { return ct_error_free(message) }
  let shapes = operands.map { "\($0.shape)" }.joined(separator: ", ")
  let text = message.map { String(cString: $0) } ?? "no message"
  ct_error_free(message)
  guard TensorError.wasReported || shapesAgree() else {
    fatalError("\(operation): shapes \(shapes) do not agree (\(text))")
  }
  TensorError(operation: "\(operation)", shapes: operands.map(\.shape), message: text).report()
}
