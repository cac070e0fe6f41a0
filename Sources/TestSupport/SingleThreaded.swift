// SPDX-License-Identifier: Apache-2.0

private import Tensors
package import Testing

/// Runs each test of a suite with one LibTorch thread.
///
/// Small tensors gain nothing from more, and tests run in parallel already: LibTorch's threads, who
/// wait busily for each other, would fight over the same cores and take a hundred times as long.
package struct SingleThreaded: SuiteTrait, TestTrait, TestScoping {
  /// The tests within a suite are scoped one by one.
  package var isRecursive: Bool { true }

  /// Runs one test.
  package func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await Engine.withThreads(1) { try await function() }
  }
}

extension Trait where Self == SingleThreaded {
  /// One LibTorch thread a test.
  package static var singleThreaded: Self { SingleThreaded() }
}
