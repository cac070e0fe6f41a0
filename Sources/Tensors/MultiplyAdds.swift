// SPDX-License-Identifier: Apache-2.0

/// Counts the multiply-adds of the products that `body` computes: convolutions, linear layers,
/// matrix products and attention; elementwise work is left out, as is usual. Counts within counts
/// add up.
package func countingMultiplyAdds(_ body: () throws -> Void) rethrows -> Int {
  let counter = MultiplyAddCounter()
  try MultiplyAddCounter.$current.withValue(counter, operation: body)
  MultiplyAddCounter.current?.count += counter.count
  return counter.count
}

private final class MultiplyAddCounter: @unchecked Sendable {
  // Unchecked: written and read only by the thread that runs the counted synchronous body.
  var count = 0

  @TaskLocal static var current: MultiplyAddCounter?
}

extension Tensor {
  /// Adds to the count of ``countingMultiplyAdds(_:)``, where one is being taken, what it took to
  /// make this tensor.
  func counted(_ multiplyAdds: (Tensor) -> Int) -> Tensor {
    if let counter = MultiplyAddCounter.current, !isFailed { counter.count += multiplyAdds(self) }
    return self
  }
}
