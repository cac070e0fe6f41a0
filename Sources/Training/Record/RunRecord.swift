// SPDX-License-Identifier: Apache-2.0

/// Where a run's numbers and pictures go while it runs: `metrics.jsonl` and TensorBoard's event
/// file.
struct RunRecord {
  private let log: MetricsLog
  private let events: EventFile

  /// Begins the record of a run, or goes on with it.
  ///
  /// - Parameters:
  ///   - folder: The run's folder.
  ///   - stepsTaken: Steps up to the checkpoint that the run goes on from, whose record is kept;
  ///     nil for a new run.
  /// - Throws: ``TrainingError`` with `folder`.
  init(folder: String, resumingAfter stepsTaken: Int? = nil) throws(TrainingError) {
    log = try MetricsLog(path: "\(folder)/metrics.jsonl", keepingSteps: stepsTaken ?? 0)
    events = try EventFile(folder: folder, resumingAfter: stepsTaken)
  }

  /// Adds the numbers of a step or of a validation; the latter stand under "validation/" in
  /// TensorBoard.
  ///
  /// - Throws: ``TrainingError`` with `folder`.
  func add(_ row: MetricsRow) throws(TrainingError) {
    let prefix = row.kind == .training ? "" : "\(row.kind.rawValue)/"
    try log.append(row)
    try events.add(
      row.values.sorted { $0.key < $1.key }.map { (prefix + $0.key, $0.value) }, step: row.step)
  }

  /// Adds a picture to TensorBoard.
  ///
  /// - Parameters:
  ///   - path: A PNG file.
  ///   - tag: Its name there, one for each series of pictures.
  ///   - step: Steps taken so far.
  /// - Throws: ``TrainingError`` with `folder`, also where the file is no PNG.
  func addPicture(_ path: String, tag: String, step: Int) throws(TrainingError) {
    try events.add(tag, PNGFile(path: path), step: step)
  }

  /// Waits until everything is on the disk; to be called before a checkpoint is written, which must
  /// not know of more steps than the record does.
  ///
  /// - Throws: ``TrainingError`` with `folder`.
  func synchronize() throws(TrainingError) {
    try log.synchronize()
    try events.synchronize()
  }
}
