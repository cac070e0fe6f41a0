// SPDX-License-Identifier: Apache-2.0

/// A network of any engine: arrays in, one array out.
protocol ImageProgram {
  /// How many inputs it takes.
  var inputCounts: ClosedRange<Int> { get throws }

  /// Runs it.
  /// - Parameters:
  ///   - inputs: Images, `[1, C, H, W]` each.
  ///   - output: The number of the result, from 0, where it gives several.
  ///   - isWanted: Told the result's shape before its numbers are copied, so that one of no use is
  ///     never held twice; throws to refuse it.
  /// - Returns: The result, of the shape that `isWanted` was told.
  /// - Throws: ``ImportedModelError`` that names the file, and what `isWanted` throws.
  func run(
    _ inputs: [HostArray], output: Int, isWanted: ([Int]) throws -> Void
  ) throws -> HostArray
}
