// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
public import Datasets
public import Fusion
public import FusionMetrics
public import Geometry
public import Imaging
import Reporting

/// Scores several ways of fusing on one set of pairs.
public struct FusionScoring: Sendable {
  /// What the scores follow.
  public var profile = MetricProfile.cddfuse
  /// What is computed.
  public var metrics = Metric.tableColumns
  /// What the images show, for methods that go by it.
  public var subject = FusionSubject.photographic
  /// Whether what is fused here is stretched to the full range, as published evaluations do.
  public var isStretched = false
  /// Which brightness of first sources counts as black and white. Fused images that are read have
  /// the whole range of their type.
  public var firstRange = RangeMapping.automatic
  /// The same of second sources.
  public var secondRange = RangeMapping.automatic
  /// Where second sources lie in first ones; nil: the pairs are registered. What is fused is the
  /// whole image; scores are of the largest rectangle that both sources show.
  public var alignment: Rig?
  /// Whether second sources are moved to where the edges of first ones say, by a little; see
  /// `FusionOptions.refinesAlignment`. Scores are of the largest rectangle that both show.
  public var refinesAlignment = false
  /// Resizes the second source to the first where they differ, instead of an error.
  public var resizesSecond = false
  /// How much reading one source may cost; methods that read files have a policy of their own.
  public var policy = ImageDecodingPolicy.standard
  /// How many pairs are worked on at a time, 1 or more; it does not change the result.
  public var threads = 1
  /// Whether pictures are kept for a page.
  public var wantsGallery = false
  /// Whether the pairs are the frames of one video, in their order, and scored as such too.
  public var wantsSequence = false
  /// The name of the frame of a video from which on the second camera is lighter or darker than
  /// before; nil: a step of 10 levels is injected instead, for methods that fuse here.
  public var stepFrame: String?
  /// Pictures of what moves in the frames of a video, light on black, by the pairs' names, as the
  /// renderer of films writes them; nil: it is not known.
  public var movingMasks: SavedImages?

  /// Whether the time of each fusion is taken; it makes no two tables equal.
  public var wantsTimes = false

  /// All settings at their defaults.
  public init() {}

  /// What was found.
  public struct Outcome: Sendable {
    /// A row for each method, in their order.
    public let rows: [ScoreRow]
    /// The pictures; none unless wanted.
    public let gallery: Gallery
    /// How steady the methods are; nil unless wanted.
    public let sequence: SequenceTable?
    /// The ranges that were found for sources.
    public let ranges: [ImageRange]
    /// What is odd about sources' files, a line each that names the file.
    public let warnings: [String]
    /// What was taken of files that hold more than one picture.
    public let remarks: [ImageRemark]
    /// What became of second sources that were to be refined.
    public let refinements: [ImageRefinement]
  }

  /// Fuses or reads each pair's fused images and scores them. In the formulas the second source is
  /// A and the first B, as the published evaluation code has them.
  ///
  /// No more than `2 threads` pairs are in memory.
  ///
  /// - Parameters:
  ///   - pairs: Pairs of registered images, such as those of a source's `list()`.
  ///   - methods: What fuses them: networks, formulas, or saved images, each under its own name.
  ///   - progress: Told how many pairs are done.
  /// - Precondition: ``threads`` is 1 or more.
  /// - Returns: A row for each method, and pictures and scores of the video where wanted.
  /// - Throws: ``EvaluationError`` with `noMethod`, `duplicateMethod`, `duplicateStem`,
  ///   `tooFewFrames`, `unequalSizes`, `noOverlap` or `notFinite`, what a method throws,
  ///   `ImagingError`, `FusionMetricsError`; the latter too where a frame of a video has another
  ///   size than the one before.
  public func score(
    _ pairs: [ImagePair], _ methods: [any FusionMethod],
    progress: @Sendable (Int) -> Void = { _ in }
  ) async throws -> Outcome {
    try requireScorable(pairs, methods)
    var results: [Result] = []
    var sequence = SequenceScoring(methods.map(\.name), stepFrame: stepFrame)
    let steps = stepFrame == nil && wantsSequence ? pairs.spread(Self.stepCount) : []
    for try await (result, frame) in pairs.inOrder(
      atOnce: threads,
      {
        try await result(
          SourceImages.read($0, sourceOptions, policy: policy), methods,
          isStepped: steps.contains($0.stem))
      })
    {
      if let frame { try sequence.add(frame) }
      results.append(result)
      progress(results.count)
    }
    let rows = methods.indices.map { index in
      ScoreRow(name: methods[index].name, images: results.map { $0.scores[index] })
    }
    return Outcome(
      rows: rows, gallery: Gallery(results.compactMap(\.pictures)), sequence: sequence.table,
      ranges: results.flatMap(\.sources.ranges), warnings: results.flatMap(\.sources.warnings),
      remarks: results.flatMap(\.sources.remarks),
      refinements: results.compactMap(\.sources.refinement))
  }

  /// Into how many frames of a video a step is injected.
  private static let stepCount = 5

  /// The table of what was found, with the scores of the video where they were wanted.
  ///
  /// - Parameters:
  ///   - outcome: What ``score(_:_:progress:)`` found.
  ///   - notes: Sentences for below the table.
  /// - Returns: A table in the settings of this scoring.
  public func table(of outcome: Outcome, notes: [String] = []) -> ScoreTable {
    var table = ScoreTable(profile: profile, metrics: metrics, rows: outcome.rows, notes: notes)
    table.sequence = outcome.sequence
    return table
  }

  private struct Result: Sendable {
    let scores: [ScoreRow.Image]
    let pictures: Gallery.PairPictures?
    let sources:
      (
        ranges: [ImageRange], warnings: [String], remarks: [ImageRemark],
        refinement: ImageRefinement?
      )
  }

  private var sourceOptions: FusionOptions {
    var options = FusionOptions()
    (options.firstRange, options.secondRange) = (firstRange, secondRange)
    (options.alignment, options.resizesSecond) = (alignment, resizesSecond)
    options.refinesAlignment = refinesAlignment
    return options
  }

  /// What is kept of a pair, and the frames of all methods: nil unless a video is scored.
  private func result(
    _ sources: SourceImages, _ methods: [any FusionMethod], isStepped: Bool
  ) async throws -> (Result, frame: ScoredFrame?) {
    let evaluator = FusionEvaluator(profile: profile, metrics: metrics)
    var options = FusionOptions()
    (options.subject, options.isStretched) = (subject, isStretched)
    let window = sources.window
    let (a, b) = (
      GrayImage(sources.second).cropped(to: window), GrayImage(sources.first).cropped(to: window)
    )
    var (scores, fused, frames) = ([ScoreRow.Image](), [Image](), [FusedTriple]())
    var responses: [Double?] = []
    for method in methods {
      let start = ContinuousClock.now
      let image = try await method.scoredImage(of: sources, options)
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      let triple = try FusedTriple(
        name: sources.pair.stem, fused: GrayImage(image).cropped(to: window), first: a, second: b)
      let values = try evaluator.scores(of: triple).values
      let isTimed = wantsTimes && !(method is SavedImages)
      scores.append(
        ScoreRow.Image(
          name: sources.pair.stem, values: values, seconds: isTimed ? seconds : nil))
      if wantsGallery { fused.append(image) }
      if wantsSequence {
        frames.append(triple)
        responses.append(
          isStepped ? try await method.stepResponse(to: sources, options, triple.fused) : nil)
      }
    }
    let pictures = wantsGallery ? try pictures(sources, fused) : nil
    return (
      Result(
        scores: scores, pictures: pictures,
        sources: (sources.ranges, sources.warnings, sources.remarks, sources.refinement)),
      wantsSequence
        ? ScoredFrame(
          triples: frames, stepResponses: responses, isMoving: try await isMoving(in: sources))
        : nil
    )
  }

  /// The pixels that show something that moves; nil: not known.
  private func isMoving(in sources: SourceImages) async throws -> [Bool]? {
    guard let movingMasks else { return nil }
    let mask = try await movingMasks.fusedImage(for: sources)
    return GrayImage(mask).cropped(to: sources.window).levels.map { $0 > 127 }
  }

  private func pictures(_ sources: SourceImages, _ fused: [Image]) throws -> Gallery.PairPictures {
    Gallery.PairPictures(
      name: sources.pair.stem, first: try Thumbnail(sources.first),
      second: try Thumbnail(sources.second), fused: try fused.map { try Thumbnail($0) })
  }

  private func requireSteps(_ pairs: [ImagePair]) throws(EvaluationError) {
    guard let stepFrame, pairs.dropFirst().allSatisfy({ $0.stem != stepFrame }) else { return }
    throw EvaluationError(
      .noStepFrame,
      "no frame after the first is called \(stepFrame); one of "
        + "\(pairs.dropFirst().prefix(2).map(\.stem).joined(separator: ", ")), ... is wanted")
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
    let stems = Dictionary(grouping: pairs, by: \.stem)
    if let twin = stems.filter({ $0.value.count > 1 }).keys.min() {
      throw EvaluationError(
        .duplicateStem, "two pairs are called \(twin); names of their own are wanted")
    }
    guard pairs.count > 1 || !wantsSequence else {
      throw EvaluationError(
        .tooFewFrames, "a sequence of \(pairs.count) frame; at least 2 pairs are wanted")
    }
    try requireSteps(pairs)
  }
}

extension [ImagePair] {
  /// The names of that many pairs, evenly spread.
  fileprivate func spread(_ most: Int) -> Set<String> {
    let taken = Swift.min(count, most)
    return Set((0..<taken).map { self[$0 * count / taken].stem })
  }
}
