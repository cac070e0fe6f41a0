// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
package import Datasets
package import Fusion
package import FusionMetrics
package import Imaging
import Reporting

/// Scores several ways of fusing on one set of pairs.
package struct FusionScoring: Sendable {
  /// What the scores follow.
  package var profile = MetricProfile.cddfuse
  /// What is computed.
  package var metrics = Metric.tableColumns
  /// What the images show, and whether what is fused here is stretched.
  package var options = FusionOptions()
  /// How much reading one source may cost; methods that read files have a policy of their own.
  package var policy = ImageDecodingPolicy.standard
  /// How many pairs are worked on at a time; it does not change the result.
  package var threads = 1
  /// Whether pictures are kept for a page.
  package var wantsGallery = false
  /// Whether the pairs are the frames of one video, in their order, and scored as such too.
  package var wantsSequence = false

  /// All settings at their defaults.
  package init() {}

  /// What was found.
  package struct Outcome: Sendable {
    /// A row for each method, in their order.
    package let rows: [ScoreRow]
    /// The pictures; none unless wanted.
    package let gallery: Gallery
    /// How steady the methods are; nil unless wanted.
    package let sequence: SequenceTable?
  }

  /// Fuses or reads each pair's fused images and scores them. In the formulas the second source is
  /// A and the first B, as the published evaluation code has them.
  ///
  /// No more than `2 threads` pairs are in memory.
  /// - Throws: ``EvaluationError`` with `noMethod`, `duplicateMethod` or `tooFewFrames`, what a
  ///   method throws, `ImagingError`, `FusionMetricsError`; the latter too where a frame of a video
  ///   has another size than the one before.
  package func score(
    _ pairs: [ImagePair], _ methods: [any FusionMethod],
    progress: @Sendable (Int) -> Void = { _ in }
  ) async throws -> Outcome {
    try requireScorable(pairs, methods)
    var results: [Result] = []
    var sequence = SequenceScoring(methods.map(\.name))
    for try await (result, frames) in pairs.inOrder(
      atOnce: threads, { try await result(SourceImages.read($0, policy: policy), methods) })
    {
      try sequence.add(frames)
      results.append(result)
      progress(results.count)
    }
    let rows = methods.indices.map { index in
      ScoreRow(name: methods[index].name, images: results.map { $0.scores[index] })
    }
    return Outcome(
      rows: rows, gallery: Gallery(results.compactMap(\.pictures)), sequence: sequence.table)
  }

  private struct Result: Sendable {
    let scores: [ScoreRow.Image]
    let pictures: Gallery.PairPictures?
  }

  /// What is kept of a pair, and the frames of all methods: none unless a video is scored.
  private func result(
    _ sources: SourceImages, _ methods: [any FusionMethod]
  ) async throws -> (Result, frames: [FusedTriple]) {
    let evaluator = FusionEvaluator(profile: profile, metrics: metrics)
    let (a, b) = (GrayImage(sources.second), GrayImage(sources.first))
    var (scores, fused, frames) = ([ScoreRow.Image](), [Image](), [FusedTriple]())
    for method in methods {
      let image = try await method.scoredImage(of: sources, options)
      let triple = try FusedTriple(
        name: sources.pair.stem, fused: GrayImage(image), first: a, second: b)
      let values = try evaluator.scores(of: triple).values
      scores.append(ScoreRow.Image(name: sources.pair.stem, values: values))
      if wantsGallery { fused.append(image) }
      if wantsSequence { frames.append(triple) }
    }
    let pictures = wantsGallery ? try pictures(sources, fused) : nil
    return (Result(scores: scores, pictures: pictures), frames)
  }

  private func pictures(_ sources: SourceImages, _ fused: [Image]) throws -> Gallery.PairPictures {
    Gallery.PairPictures(
      name: sources.pair.stem, first: try Thumbnail(sources.first),
      second: try Thumbnail(sources.second), fused: try fused.map { try Thumbnail($0) })
  }

  private func requireScorable(_ pairs: [ImagePair], _ methods: [any FusionMethod]) throws {
    guard !methods.isEmpty else {
      throw EvaluationError(.noMethod, "no fused images and no method are given; one is wanted")
    }
    let names = Dictionary(grouping: methods, by: \.name)
    if let twin = names.filter({ $0.value.count > 1 }).keys.min() {
      throw EvaluationError(
        .duplicateMethod, "two methods are called \(twin); names of their own are wanted")
    }
    guard pairs.count > 1 || !wantsSequence else {
      throw EvaluationError(
        .tooFewFrames, "a sequence of \(pairs.count) frame; at least 2 pairs are wanted")
    }
  }
}
