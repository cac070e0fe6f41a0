// SPDX-License-Identifier: Apache-2.0

extension TrainingRun {
  /// Runs `body`, which trains; on rank 0 with the folder claimed, and made first for a new run.
  /// Where a new one fails before its first step, what it began is removed, so that the corrected
  /// run finds the folder as it was.
  ///
  /// - Throws: ``TrainingError`` where the folder cannot be made or claimed, or holds a run
  ///   already; what `body` throws.
  func inFolder(
    of rank: Int, _ body: () async throws -> TrainingOutcome
  ) async throws -> TrainingOutcome {
    guard rank == 0 else { return try await body() }
    let folder = RunFolder(path: folder)
    let found = folder.names
    if !isResumed { try folder.make() }
    let lock = try RunLock(folder)
    defer { lock.release() }
    guard !isResumed else { return try await body() }
    do {
      try folder.create(description)
      return try await body()
    } catch {
      if !folder.holdsSteps { folder.removeAll(but: found) }
      throw error
    }
  }
}
