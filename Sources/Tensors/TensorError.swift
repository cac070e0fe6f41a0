// SPDX-License-Identifier: Apache-2.0

/// A failure of the engine: memory, device, an operation it does not have for a type.
package struct TensorError: Error, Sendable, CustomStringConvertible {
  /// The operation that failed.
  package let operation: String
  /// The shapes of its operands.
  package let shapes: [[Int]]
  /// What LibTorch said.
  package let message: String

  /// One line: operation, shapes, message.
  package var description: String {
    let operands = shapes.map { "\($0)" }.joined(separator: ", ")
    return "\(operation)(\(operands)): \(message)"
  }

  /// Whether something has failed in the enclosing ``withTensorErrors(_:)``.
  package static var wasReported: Bool { TensorErrorBox.current?.first != nil }

  /// Keeps the failure for the enclosing ``withTensorErrors(_:)``; fatal outside of one.
  func report() {
    guard let box = TensorErrorBox.current else { fatalError(description) }
    if box.first == nil { box.first = self }
  }
}

/// Holds the first failure of a scope.
private final class TensorErrorBox: @unchecked Sendable {
  // Unchecked: written and read only by the thread that runs the scope's synchronous body; the
  // task-local below never outlives that body, and a tensor cannot cross to another task.
  var first: TensorError?

  @TaskLocal static var current: TensorErrorBox?
}

/// Runs tensor code whose engine failures are to be thrown instead of ending the process.
///
/// Tensor operations do not throw, so that they read as mathematics. Inside this scope the first
/// failure is kept and thrown when `body` ends; until then the failed results stand in as tensors
/// of any shape (every size 1, every element 0), and operations on them do nothing. Mistakes of
/// shape still trap: they are errors of the program, not of the machine. But not after a failure,
/// when sizes may follow from those of a result that is not there.
///
/// - Throws: `TensorError` for the first failure of the engine, or what `body` throws if nothing
///   failed before.
package func withTensorErrors<Result>(_ body: () throws -> Result) throws -> Result {
  let box = TensorErrorBox()
  let result = Swift.Result { try TensorErrorBox.$current.withValue(box, operation: body) }
  if let failure = box.first { throw failure }
  return try result.get()
}

/// As ``withTensorErrors(_:)``, with the engine's failure as the error that `own` makes of it: a
/// library's callers are to meet its own errors.
package func withTensorErrors<Result>(
  as own: (TensorError) -> any Error, _ body: () throws -> Result
) throws -> Result {
  do { return try withTensorErrors(body) } catch let error as TensorError { throw own(error) }
}
