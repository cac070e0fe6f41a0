// SPDX-License-Identifier: Apache-2.0

/// Hands out batches of crops, and prepares the next ones in the background meanwhile.
///
///     let loader = try BatchLoader(
///       pairs, settings: .init(side: 128, count: 8, seed: 1), tasks: 2, memoryLimit: 1 << 30)
///     for step in start..<end { train(on: try await loader.batch(at: step)) }
///
/// A batch is a function of the pairs, the settings and its number alone: the number of tasks and
/// what was asked for before have no part in it, so that a run can go on anywhere. One consumer is
/// foreseen, who asks for one batch after the other.
///
/// Each epoch goes through all pairs once, in an order of its own. A crop is taken at random and
/// mirrored at random in both directions; one without contrast is drawn again, up to 20 times in
/// its pair, then in those that follow. Pairs with a side shorter than a crop are left out; alone
/// in its batch, though, a crop is as large as its pair allows, from 32 pixels a side.
package actor BatchLoader {
  private let recipe: BatchRecipe
  private let tasks: Int
  private var ahead: [Int: Task<CropBatch, any Error>] = [:]

  /// How long ``batch(at:)`` let its caller wait, in all.
  package private(set) var waited: Duration = .zero

  /// - Parameters:
  ///   - pairs: The training set.
  ///   - settings: What else decides the batches.
  ///   - tasks: Batches that are made at one time, and at most held ready; at least 1.
  ///   - memoryLimit: Bytes of decoded pairs (two a pixel) kept in memory, at most.
  /// - Throws: ``DatasetError`` with `noPairs` where there are none.
  package init(
    _ pairs: [ImagePair], settings: BatchSettings, tasks: Int, memoryLimit: Int
  ) throws(DatasetError) {
    precondition(tasks > 0, "BatchLoader: \(tasks) tasks")
    recipe = try BatchRecipe(pairs, settings: settings, memoryLimit: memoryLimit)
    self.tasks = tasks
  }

  deinit { for task in ahead.values { task.cancel() } }

  /// Bytes of decoded pairs in memory. Beyond them there are the batches ahead, one a task, and
  /// what a task needs to decode one pair.
  package var cachedByteCount: Int { get async { await recipe.cachedByteCount } }

  /// The batch with a number, from 0. The ones after it are prepared next.
  ///
  /// - Throws: `ImagingError` for a file that cannot be read; ``DatasetError`` for images of
  ///   unequal sizes, or where no pair is as large as a crop; `CancellationError` where the
  ///   caller's task is cancelled meanwhile.
  package func batch(at index: Int) async throws -> CropBatch {
    let start = ContinuousClock.now
    defer { waited += .now - start }
    let task = prepare(index)
    keepAhead(index..<index + tasks)
    defer { ahead[index] = nil }
    let batch = try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
    keepAhead(index + 1..<index + 1 + tasks)
    return batch
  }

  /// Ends the background tasks and waits for their end.
  package func stop() async {
    let tasks = ahead.values
    ahead = [:]
    for task in tasks { task.cancel() }
    for task in tasks { _ = await task.result }
  }

  /// Starts the batches of a range that are not on their way, drops all others.
  private func keepAhead(_ range: Range<Int>) {
    for (index, task) in ahead where !range.contains(index) {
      task.cancel()
      ahead[index] = nil
    }
    for index in range { _ = prepare(index) }
  }

  private func prepare(_ index: Int) -> Task<CropBatch, any Error> {
    if let task = ahead[index] { return task }
    let task = Task.detached { [recipe] in try await recipe.batch(at: index) }
    ahead[index] = task
    return task
  }
}
