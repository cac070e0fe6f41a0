private import CTorch

/// Facts and settings of LibTorch in this process.
package enum Engine {
  /// LibTorch's version, such as `2.13.0`.
  package static var version: String { String(cString: ct_version()) }

  /// Threads an operation may use on the CPU; set before the first parallel operation.
  package static var threadCount: Int {
    get { Int(ct_thread_count()) }
    set {
      precondition(newValue >= 1, "threadCount is \(newValue); at least 1 is wanted")
      run("threadCount", []) { ct_set_thread_count(Int32(newValue), $0) }
    }
  }

  /// Runs `body` with fused operations that keep to the instructions that every processor has. For
  /// tests: it holds for this thread.
  package static func withBaselineKernels<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = ct_set_baseline_kernels(true)
    defer { _ = ct_set_baseline_kernels(before) }
    return try body()
  }

  /// Makes this process keep the memory that it frees, for its next pair of images or its next step.
  ///
  /// Without it glibc maps each large tensor anew and hands it back after use, and the system clears
  /// its pages every time.
  package static func keepFreedMemory() { ct_keep_freed_memory() }

  /// Whether this CPU multiplies bfloat16 in hardware; where it does not, LibTorch emulates it,
  /// tens of times slower than float32.
  package static var cpuHasBFloat16: Bool { ct_cpu_has_bfloat16() }
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
