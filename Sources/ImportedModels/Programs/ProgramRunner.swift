// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Fusion
import Imaging
import Tensors

/// Runs one copy of a network, on a thread of its own.
actor ProgramRunner {
  private let program: any ImageProgram
  private let path: String
  private let conventions: NetworkConventions
  private let threads: Int
  private nonisolated let executor: ThreadExecutor

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Loads the network.
  ///
  /// - Throws: ``ImportedModelError``, also where it takes another number of inputs than the
  ///   conventions say.
  init(_ loader: ProgramLoader, _ conventions: NetworkConventions, threads: Int) throws {
    (path, self.conventions, self.threads) = (loader.path, conventions, threads)
    let program = try Engine.withThreads(1) { try loader.load(threads: threads) }
    let (found, wanted) = (try program.inputCounts, conventions.inputCount)
    guard found.contains(wanted) else {
      let stacked = conventions.isStacked ? "\"stacked\"" : "without \"stacked\""
      throw ImportedModelError(
        .inputs, path: loader.path,
        "takes \(found.text) inputs; \(wanted) is wanted by its conventions (\(stacked))")
    }
    self.program = program
    executor = ThreadExecutor(name: "imported-\(threads)")
  }

  /// Fuses two luminances.
  func fuse(_ pair: LuminancePair) throws -> Plane {
    try Task.checkCancellation()
    return try Engine.withThreads(threads) {
      let result = try program.run(conventions.inputs(pair), output: conventions.output) {
        try conventions.check($0, of: pair.size, from: path)
      }
      return try conventions.plane(result, of: pair.size, from: path)
    }
  }
}

extension ClosedRange<Int> {
  /// The number, or the two ends.
  fileprivate var text: String {
    lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound) to \(upperBound)"
  }
}
