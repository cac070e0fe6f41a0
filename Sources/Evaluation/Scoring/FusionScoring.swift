package import Datasets
package import FusionMetrics
import Imaging

/// Scores several ways of fusing on one set of pairs.
package struct FusionScoring: Sendable {
  /// What the scores follow.
  package var profile = MetricProfile.cddfuse
  /// What is computed.
  package var metrics = Metric.tableColumns
  /// How many pairs are worked on at a time; it does not change the result.
  package var threads = 1
  /// Whether pictures are kept for a page.
  package var wantsGallery = false

  /// All settings at their defaults.
  package init() {}

  /// What was found.
  package struct Outcome: Sendable {
    /// A row for each candidate, in their order.
    package let rows: [ScoreRow]
    /// The pictures; none unless wanted.
    package let gallery: Gallery
  }

  /// Fuses or reads each pair's fused images and scores them. In the formulas the second source is A
  /// and the first B, as the published evaluation code has them.
  /// - Throws: ``EvaluationError`` with `noMethod` or `duplicateMethod`, what a candidate throws,
  ///   `ImagingError`, `FusionMetricsError`.
  package func score(
    _ pairs: [ImagePair], _ candidates: [FusionCandidate],
    progress: @Sendable (Int) -> Void = { _ in }
  ) async throws -> Outcome {
    try check(candidates)
    let results = try await inOrder(pairs, progress) { pair in
      try await result(SourceImages(pair), candidates)
    }
    let rows = candidates.indices.map { index in
      ScoreRow(name: candidates[index].name, images: results.map { $0.scores[index] })
    }
    return Outcome(rows: rows, gallery: Gallery(results.compactMap(\.pictures)))
  }

  private struct Result: Sendable {
    let scores: [ScoreRow.Image]
    let pictures: Gallery.Scene?
  }

  private func result(
    _ sources: SourceImages, _ candidates: [FusionCandidate]
  ) async throws -> Result {
    let evaluator = FusionEvaluator(profile: profile, metrics: metrics)
    let (a, b) = (GrayImage(sources.second), GrayImage(sources.first))
    var (scores, fused) = ([ScoreRow.Image](), [Image]())
    for candidate in candidates {
      let image = try await candidate.fused(sources)
      let scene = try FusionScene(
        name: sources.pair.stem, fused: GrayImage(image), first: a, second: b)
      let values = try evaluator.scores(of: scene).values
      scores.append(ScoreRow.Image(name: sources.pair.stem, values: values))
      if wantsGallery { fused.append(image) }
    }
    return Result(scores: scores, pictures: wantsGallery ? try pictures(sources, fused) : nil)
  }

  private func pictures(_ sources: SourceImages, _ fused: [Image]) throws -> Gallery.Scene {
    Gallery.Scene(
      name: sources.pair.stem, first: try Thumbnail(sources.first),
      second: try Thumbnail(sources.second), fused: try fused.map { try Thumbnail($0) })
  }

  private func check(_ candidates: [FusionCandidate]) throws {
    guard !candidates.isEmpty else {
      throw EvaluationError(.noMethod, "no fused images and no method are given; one is wanted")
    }
    let names = Dictionary(grouping: candidates, by: \.name)
    if let twin = names.filter({ $0.value.count > 1 }).keys.min() {
      throw EvaluationError(
        .duplicateMethod, "two methods are called \(twin); names of their own are wanted")
    }
  }

  /// Applies `body` to all pairs, ``threads`` of them at a time.
  private func inOrder<Value: Sendable>(
    _ pairs: [ImagePair], _ progress: (Int) -> Void,
    _ body: @escaping @Sendable (ImagePair) async throws -> Value
  ) async throws -> [Value] {
    var values = [Value?](repeating: nil, count: pairs.count)
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      var done = 0
      func take() async throws {
        guard let (index, value) = try await group.next() else { return }
        values[index] = value
        done += 1
        progress(done)
      }
      for (index, pair) in pairs.enumerated() {
        if index >= max(threads, 1) { try await take() }
        group.addTask { (index, try await body(pair)) }
      }
      while done < pairs.count { try await take() }
    }
    return values.compactMap(\.self)
  }
}
