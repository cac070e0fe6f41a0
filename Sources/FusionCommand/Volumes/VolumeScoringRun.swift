// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Fusion
import FusionMetrics
import Volumes

/// Scores volumes, one after the other, while a bar on a terminal shows how far it is.
struct VolumeScoringRun {
  let scoring: StackScoring
  private let options: VolumeScoringOptions
  /// The methods' names: those whose volumes lie there, then those that fuse here.
  private let names: [String]
  private let methods: [any FusionMethod]

  init(
    _ scoring: ScoringOptions, _ report: ReportOptions, _ options: VolumeScoringOptions,
    names: [String], methods: [any FusionMethod]
  ) {
    var stacks = StackScoring()
    (stacks.profile, stacks.threads) = (scoring.profile, scoring.threads)
    stacks.metrics = scoring.metrics ?? Metric.tableColumns
    stacks.wantsGallery = report.file.chosenFormat == .html
    (self.scoring, self.options, self.names, self.methods) = (stacks, options, names, methods)
  }

  func score(_ volumes: [ScoredVolume]) async throws -> [StackScores] {
    try await PairProgress.shown(of: volumes.count) { progress in
      var scores: [StackScores] = []
      for volume in volumes {
        scores.append(try await score(volume))
        progress(scores.count)
      }
      return scores
    }
  }

  private func score(_ volume: ScoredVolume) async throws -> StackScores {
    let base = try read(volume.base, options.scans.baseChoice)
    let overlay = try read(volume.overlay, options.scans.overlayChoice)
    let placement = try options.transform.map { try AffineTransform3D(itkTransform: $0) }
    let slices: SourceSlices
    do throws(VolumesError) {
      try base.checkFits(overlay, isPlaced: placement != nil)
      slices = try SourceSlices(
        base, overlay, through: placement ?? .identity, options.scans.fusion)
    } catch { throw error.of(volume.overlay) }
    let fused = try await fused(volume, base, slices)
    return try await scoring.score(
      StackScoring.Stack(
        name: volume.name, patient: volume.patient, numbers: slices.numbers,
        isSeen: slices.reach, first: slices.baseImage, second: slices.overlayImage,
        fused: zip(names, fused).map { name, fused in
          (name, { slices.image($0, of: fused) })
        }))
  }

  /// What each method made of a pair.
  private func fused(
    _ volume: ScoredVolume, _ base: Volume, _ slices: SourceSlices
  ) async throws -> [Volume] {
    var fused = try volume.fused.map { path throws(VolumesError) in
      let saved = try Volume(nifti: path)
      do throws(VolumesError) {
        return try saved.brightness(on: base.grid, options.fusedWindow)
      } catch { throw error.of(path) }
    }
    for method in methods {
      fused.append(
        try await options.scans.fusion(base, slices.overlay, by: method).luminance)
    }
    return fused
  }

  private func read(_ path: String, _ choice: ScanChoice) throws -> Volume {
    let volume = try Volume(scan: path, choice)
    for note in volume.notes { StandardError.print("Warning: \(path): \(note)") }
    return volume
  }
}
