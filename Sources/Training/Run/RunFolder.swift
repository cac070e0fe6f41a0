// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation

/// The folder of a run.
///
///     config.json            settings and data
///     metrics.jsonl          every number of every step and validation, one object a line
///     events.out.tfevents.*  the same for TensorBoard
///     previews/              panels of validation pairs
///     model.safetensors      the weights with the lowest validation loss of phase two
///     last.safetensors       the newest weights
///     checkpoints/           the two newest
///     report.html            curves, numbers, panels; written at the end
///     curves.svg             the curves alone
///     lock                   while a process trains here: its number
struct RunFolder: Sendable {
  let path: String

  var configuration: String { "\(path)/config.json" }
  var metrics: String { "\(path)/metrics.jsonl" }
  var previews: String { "\(path)/previews" }
  var checkpoints: String { "\(path)/checkpoints" }
  var best: String { "\(path)/model.safetensors" }
  var last: String { "\(path)/last.safetensors" }
  var report: String { "\(path)/report.html" }
  var lock: String { "\(path)/lock" }
  var curves: String { "\(path)/curves.svg" }

  /// The panel of a validation pair after that many steps.
  func preview(_ name: String, phase: PhaseName, step: Int) -> String {
    String(format: "%@/%@-%@-%06d.png", previews, name, phase.rawValue, step)
  }

  /// Whether a run has begun here.
  var holdsRun: Bool { FileManager.default.fileExists(atPath: configuration) }

  /// Whether a step was recorded here.
  var holdsSteps: Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: metrics)
    return (attributes?[.size] as? Int ?? 0) > 0
  }

  /// What is in the folder; nil where there is none.
  var names: Set<String>? {
    (try? FileManager.default.contentsOfDirectory(atPath: path)).map(Set.init)
  }

  /// Makes the folder, with nothing in it.
  ///
  /// - Throws: ``TrainingError``.
  func make() throws { try Self.make([path]) }

  /// Makes the folder with all that is in it at the start.
  ///
  /// - Throws: ``TrainingError`` where that cannot be, with `runExists` where it holds a run
  ///   already.
  func create(_ description: RunDescription) throws {
    guard !holdsRun else {
      throw TrainingError.runExists("\(path): holds a run already")
    }
    try Self.make([path, previews, checkpoints])
    try writeWhole(description.json, to: configuration)
  }

  private static func make(_ folders: [String]) throws {
    do {
      for folder in folders { try makeFolder(folder) }
    } catch { throw TrainingError.folder("\(error)") }
  }

  /// Removes what a run that was not there before has begun, and the folder where there was none
  /// and nothing else has come into it.
  func removeAll(but found: Set<String>?) {
    let own = Set(
      [configuration, metrics, previews, checkpoints, best, last, report, lock, curves]
        .map { ($0 as NSString).lastPathComponent })
    for name in (names ?? []).subtracting(found ?? [])
    where own.contains(name) || name.hasPrefix("events.out.tfevents.")
      || name.hasPrefix(AtomicFile.temporaryPrefix)
    {
      try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }
    if found == nil { rmdir(path) }
  }

  /// Removes what a killed process left half-written.
  func removeLeftovers() {
    let manager = FileManager.default
    for folder in [path, previews, checkpoints] {
      for name in (try? manager.contentsOfDirectory(atPath: folder)) ?? []
      where name.hasPrefix(AtomicFile.temporaryPrefix) {
        try? manager.removeItem(atPath: "\(folder)/\(name)")
      }
    }
  }

  /// Writes `report.html`, curves, numbers and the last panels of each phase, and `curves.svg`.
  ///
  /// - Throws: ``TrainingError``.
  func writeReport(_ description: RunDescription) throws {
    let report = RunReport(
      configuration: description.named.json, rows: try MetricsLog.rows(of: metrics),
      panels: lastPanels().map { RunReport.Panel(caption: $0, path: "\(previews)/\($0)") },
      linearGroups: MetricsRow.linearGroups)
    try report.write(to: self.report)
    try report.writeCurves(to: curves)
  }

  /// The newest panel of each pair and phase.
  func lastPanels() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: previews)) ?? []
    let panels = Dictionary(grouping: names.filter { $0.hasSuffix(".png") }) { name in
      name.lastIndex(of: "-").map { name[..<$0] } ?? name[...]
    }
    // Of one length the names sort as their steps do.
    return panels.values.compactMap { names in names.max { ($0.count, $0) < ($1.count, $1) } }
      .sorted()
  }
}
