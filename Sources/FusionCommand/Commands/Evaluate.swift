// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ClassicalFusion
import Datasets
import Evaluation
import Foundation
import Fusion
import FusionMetrics
import Volumes

/// `daefuse evaluate`: scores fused images.
struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Scores fused images in the metrics of published tables.",
    discussion: """
      FIRST is the visible image or the MRI, SECOND the infrared image, CT, PET or SPECT, FUSED \
      what was made of them: three files, or three folders paired by name. FIRST alone is a folder \
      that holds both kinds, or a radiometric file, as fuse takes them; what was made of it comes \
      by --fused then. Several methods go into \
      one table: --fused, --model and --method can be repeated and mixed. What is fused on the fly \
      is made of the sources' gray levels and rounded to 8 bits, as a saved file would be.

      Of volumes FIRST is BASE and SECOND is OVERLAY of daefuse volume, FUSED the fused.nii.gz or the \
      folder that it wrote: files, or three folders of files of NIfTI, paired by name or by patients' \
      folders. Slices are scored as they were fused, on BASE's grid and in the volumes' windows, and \
      counted by volume or by patient; how steady it is from slice to slice is told too.

      \(ExitStatus.summary)
      """)

  @Argument(help: "An image, a volume, or a folder of images or volumes.")
  var first: String

  @Argument(
    help: """
      Its partner, or the folder of partners. Without it FIRST is a folder of both kinds, or a \
      radiometric file.
      """)
  var second: String?

  @Argument(help: "The fused image or volume, or the folder of those.")
  var fused: String?

  @OptionGroup
  var named: FusedFolderOptions

  @OptionGroup(title: "Folders")
  var folders: PairingOptions

  @Flag(
    help: """
      The folders hold the frames of one video, in order of their names: score its steadiness too, \
      as flicker of the brightness, changes that no source has, changes that no motion explains, and \
      the response to a step of the second camera's gain, in gray levels.
      """)
  var sequence = false

  @Option(
    help: ArgumentHelp(
      "The name of the frame at which the second camera becomes lighter or darker at once. Without "
        + "it a step of 10 levels is injected, for what is fused on the fly.", valueName: "name"))
  var stepAt: String?

  @Option(
    help: ArgumentHelp(
      "Pictures of what moves in each frame, light on black, as daefuse scene --frames writes them: "
        + "score what is left of things where they have just been.", valueName: "folder"))
  var moving: String?

  @OptionGroup(title: "Fusing on the fly")
  var candidates: CandidateOptions

  @Option(help: "What the images show, for centred-max and for --align auto of images.")
  var subject = FusionSubject.photographic

  @OptionGroup(title: "Images")
  var ranges: RangeOptions

  @OptionGroup
  var alignment: AlignmentOptions

  @OptionGroup(title: "Volumes")
  var volumes: VolumeScoringOptions

  @OptionGroup(title: "Metrics")
  var scoring: ScoringOptions

  @OptionGroup(title: "Report")
  var report: ReportOptions

  func validate() throws {
    // "none" too, a word of `benchmark` alone.
    try candidates.model.forEach { try ModelChoice($0).check() }
    guard !files.isEmpty || !candidates.model.isEmpty || !candidates.method.isEmpty else {
      throw ValidationError(
        "nothing to score; FUSED, --fused NAME=FOLDER, --model or --method is wanted")
    }
    guard sequence || stepAt == nil && moving == nil else {
      throw ValidationError("--step-at and --moving want --sequence")
    }
  }

  func run() async throws {
    try requireApart(
      [report.file.output],
      from: [first, second, alignment.align, volumes.transform, moving] + files.map(\.path)
        + candidates.files(candidates.model))
    try report.file.check()
    if let scored = try scoredVolumes(files) { return try await score(scored, files) }
    if sequence, let path = [first, second].compactMap(\.self).first(where: { !isFolder($0) }) {
      throw UsageError(description: "\(path) is no folder; --sequence wants folders of frames")
    }
    var sources = try folders.advising {
      try EvaluationSources(
        first: first, second: second, pairing: folders.pairing(excluding: files.map(\.path)))
    }
    if let note = sources.note { StandardError.print(note) }
    let pairs = sources.pairs.map(alignment.reread)
    let saved = try files.map {
      try sources.saved(name: $0.name, path: $0.path, policy: self.scoring.reading.policy)
    }
    let masks = try moving.map {
      try sources.saved(name: "moving", path: $0, policy: self.scoring.reading.policy)
    }
    for warning in sources.warnings + candidates.idleOptions(candidates.model) {
      StandardError.print("Warning: \(warning)")
    }
    var idle = IdleOptions()
    if !isFolder(first) { idle.add(folders.changed, "\(first) is no folder") }
    idle.tell()
    let made = try candidates.makeMethods(
      models: candidates.model, methods: candidates.method, threads: scoring.threads,
      pairs: pairs.count)
    var scoring = scoring.scoring(metrics: Metric.tableColumns)
    (scoring.wantsSequence, scoring.stepFrame, scoring.movingMasks) = (sequence, stepAt, masks)
    (scoring.subject, scoring.isStretched) = (subject, candidates.stretch)
    scoring.firstRange = try ranges.first.mapping(
      of: \.first, in: pairs, called: "first images", policy: scoring.policy)
    scoring.secondRange = try ranges.second.mapping(
      of: \.second, in: pairs, called: "second images", policy: scoring.policy)
    scoring.refinesAlignment = alignment.refinement.refine
    scoring.resizesSecond = alignment.resizeSecond
    var options = FusionOptions()
    (options.firstRange, options.secondRange) = (scoring.firstRange, scoring.secondRange)
    options.subject = subject
    scoring.alignment = try alignment.rig(
      of: pairs, options, policy: scoring.policy, isTold: true)
    let outcome = try await ScoringRun(scoring, report).score(pairs, saved + made)
    try report.write(scoring.table(of: outcome), outcome.gallery)
  }

  /// The argument under its own file name, then the named ones.
  private var files: [NamedPath] {
    let argument = fused.map {
      NamedPath(
        name: isFolder($0)
          ? ($0 as NSString).lastPathComponent
          : ((VolumeFolder.name(of: $0) ?? stem($0)) as NSString).lastPathComponent, path: $0)
    }
    return (argument.map { [$0] } ?? []) + named.folders
  }
}
