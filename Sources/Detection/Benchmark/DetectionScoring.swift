// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Evaluation
public import Fusion
public import Imaging

/// Scores several ways of fusing by what a detector finds in the fused images of a labeled set.
///
/// ```swift
/// let set = try LabeledSet(path: "msrs_test")
/// let pool = try DetectorPool(2, path: PublishedWeights.yoloxNano.path(), side: 640, threads: 2)
/// let outcome = try await DetectionScoring().score(set, [ClassicalMethod.max], by: pool)
/// for row in outcome.rows { print(row.name, row.averagePrecision.atHalf ?? .nan) }
/// ```
public struct DetectionScoring: Sendable {
  /// How pairs are fused: in the visible image's color unless told otherwise.
  public var fusion = FusionOptions()
  /// How much reading one source may cost; methods that read files have a policy of their own.
  public var policy = ImageDecodingPolicy.standard
  /// Classes of the labels that count as one; nil: each counts under its own name.
  public var groups: [ClassGroup]?
  /// What the detector reports. The classes that count are looked for, whichever are set here.
  public var detection = Self.standardDetection

  /// All settings at their defaults.
  public init() {}

  /// Scores of 0.001 and more, as averages of precision want them.
  public static let standardDetection: DetectionOptions = {
    var options = DetectionOptions()
    (options.threshold, options.overlap) = (0.001, 0.65)
    return options
  }()

  /// What was found.
  public struct Outcome: Sendable {
    /// The visible images alone, the infrared ones alone, `average`, the other methods in order.
    public let rows: [DetectionRow]
    /// Which classes count.
    public let classes: ClassMatch
    /// The ranges that were found for sources.
    public let ranges: [ImageRange]
    /// What is odd about sources' files, a line each that names the file.
    public let warnings: [String]
  }

  /// Fuses each pair, looks for objects, and matches them with the labels. No more than
  /// `2 pool.count` pairs are in memory; of each only the matches are kept.
  ///
  /// - Parameters:
  ///   - set: Pairs of registered images with their labels.
  ///   - methods: What fuses them, each under its own name. `average`, which any fusion has to be
  ///     better than, joins them where it is not among them, and is the first of them.
  ///   - pool: Looks at the images.
  ///   - progress: Told how many pairs are done.
  /// - Returns: A row for each camera and method.
  /// - Throws: ``DetectionError`` with `labels` where the detector knows no class of the labels,
  ///   `duplicateMethod`, `engine`; `EvaluationError`, `ImagingError`, and what a method throws.
  public func score(
    _ set: LabeledSet, _ methods: [any FusionMethod], by pool: DetectorPool,
    progress: @Sendable (Int) -> Void = { _ in }
  ) async throws -> Outcome {
    let classes = ClassMatch(
      labels: set.classNames, detector: pool.classNames, groups: groups)
    guard !classes.ofDetector.isEmpty else {
      throw DetectionError(
        .labels,
        "the detector knows none of the labels' classes, "
          + "\(set.classNames.joined(separator: ", ")); at least one is wanted")
    }
    var options = detection
    options.classes = Set(classes.ofDetector.keys)
    return try await score(set, methods, classes, atOnce: pool.count, progress: progress) {
      [options] in try await pool.detect(in: $0, options: options)
    }
  }

  /// The same by anything that finds boxes.
  func score(
    _ set: LabeledSet, _ methods: [any FusionMethod], _ classes: ClassMatch, atOnce: Int,
    progress: @Sendable (Int) -> Void = { _ in },
    detect: @escaping @Sendable (Image) async throws -> [DetectedBox]
  ) async throws -> Outcome {
    let sources = try DetectionSource.all(methods)
    var results: [Result] = []
    for try await result in set.pairs.indices.inOrder(
      atOnce: atOnce, { try await result(of: $0, in: set, sources, classes, detect) })
    {
      results.append(result)
      progress(results.count)
    }
    let rows = sources.enumerated().map { index, source in
      DetectionRow(
        name: source.name,
        matches: DetectionMatches(
          results.map { $0.matches[index] }, classCount: classes.names.count))
    }
    return Outcome(
      rows: rows, classes: classes, ranges: results.flatMap(\.ranges),
      warnings: results.flatMap(\.warnings))
  }

  /// What is kept of a pair.
  private struct Result: Sendable {
    let matches: [ImageMatches]
    let ranges: [ImageRange]
    let warnings: [String]
  }

  private func result(
    of index: Int, in set: LabeledSet, _ sources: [DetectionSource], _ classes: ClassMatch,
    _ detect: (Image) async throws -> [DetectedBox]
  ) async throws -> Result {
    let pair = try await SourceImages.read(set.pairs[index], fusion, policy: policy)
    let labels = classes.counted(set.boxes(of: index, in: pair.size))
    var matches: [ImageMatches] = []
    for source in sources {
      // Classes that count as one may have found one thing twice.
      let found = classes.counted(try await detect(source.image(of: pair, fusion)))
        .suppressed(overlap: detection.overlap, count: detection.maximumCount)
      matches.append(
        ImageMatches(
          ImageDetections(found: found, labels: labels), classCount: classes.names.count))
    }
    return Result(matches: matches, ranges: pair.ranges, warnings: pair.warnings)
  }
}
