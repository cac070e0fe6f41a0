// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Evaluation
import Fusion
import FusionMetrics
import Volumes

extension Evaluate {
  /// What is to be scored where it is volumes; nil: it is images.
  ///
  /// - Throws: ``UsageError`` where options are of the other kind.
  func scoredVolumes(_ fused: [NamedPath]) throws -> [ScoredVolume]? {
    guard let found = try VolumeArguments(first, second, fused.map(\.path)) else {
      guard volumes.changed.isEmpty else {
        throw UsageError(
          description: "\(volumes.changed.joined(separator: ", ")): of volumes (NIfTI, DICOM); "
            + "\(first) holds images")
      }
      return nil
    }
    guard optionsOfImages.isEmpty else {
      throw UsageError(
        description: "\(optionsOfImages.joined(separator: ", ")): of images; \(first) holds volumes"
      )
    }
    guard volumes.transform == nil || found.volumes.count == 1 else {
      throw UsageError(
        description: "--transform is of one pair; \(found.volumes.count) pairs are given")
    }
    for warning in found.warnings + candidates.idleOptions(candidates.model) {
      StandardError.print("Warning: \(warning)")
    }
    return found.volumes
  }

  /// Scores volumes and writes the report.
  func score(_ scored: [ScoredVolume], _ files: [NamedPath]) async throws {
    let methods = try candidates.makeMethods(
      models: candidates.model, methods: candidates.method, threads: scoring.threads, pairs: 1)
    let names = files.map(\.name) + methods.map(\.name)
    if let twin = Dictionary(grouping: names, by: \.self).first(where: { $0.value.count > 1 })?.key
    {
      throw UsageError(
        description: "two methods are called \(twin); names of their own are wanted")
    }
    let run = VolumeScoringRun(scoring, report, volumes, names: names, methods: methods)
    let scores = try await run.score(scored)
    let (table, gallery) = run.scoring.table(of: scores, by: volumes.by ?? .volume)
    try report.write(table, gallery)
  }

  /// Options that are named and say nothing of volumes.
  private var optionsOfImages: [String] {
    let isChanged = [
      ("--sequence", sequence), ("--subject", subject != .photographic),
      ("--stretch", candidates.stretch), ("--range", ranges.range != nil),
      ("--range-first", ranges.rangeFirst != nil), ("--percentile", ranges.percentile != nil),
      ("--align", alignment.align != nil), ("--refine", alignment.refinement.refine),
      ("--resize-second", alignment.resizeSecond),
    ]
    return folders.changed + scoring.reading.changed + isChanged.filter(\.1).map(\.0)
  }
}
