// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import ClassicalFusion
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
  /// The rows of the two cameras.
  static let cameras = ["visible", "infrared"]

  /// How pairs are fused: in the visible image's color unless told otherwise.
  public var fusion = FusionOptions()
  /// How much reading one source may cost; methods that read files have a policy of their own.
  public var policy = ImageDecodingPolicy.standard
  /// A name under which all classes of the labels count as one; nil: each under its own.
  public var mergedClass: String?
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
      labels: set.classNames, detector: pool.classNames, merged: mergedClass)
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
    let methods = Self.withAverage(methods)
    let names = Self.cameras + methods.map(\.name)
    try requireDistinct(names)
    var results: [Result] = []
    for try await result in set.pairs.indices.inOrder(
      atOnce: atOnce, { try await result(of: $0, in: set, methods, classes, detect) })
    {
      results.append(result)
      progress(results.count)
    }
    let rows = names.enumerated().map { index, name in
      DetectionRow(
        name: name,
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
    of index: Int, in set: LabeledSet, _ methods: [any FusionMethod], _ classes: ClassMatch,
    _ detect: (Image) async throws -> [DetectedBox]
  ) async throws -> Result {
    let sources = try await SourceImages.read(set.pairs[index], fusion, policy: policy)
    let labels = classes.counted(set.boxes(of: index, in: sources.size))
    func matches(in image: Image) async throws -> ImageMatches {
      // Classes that count as one may have found one thing twice.
      let found = classes.counted(try await detect(image))
        .suppressed(overlap: detection.overlap, count: detection.maximumCount)
      return ImageMatches(
        ImageDetections(found: found, labels: labels), classCount: classes.names.count)
    }
    var all = [
      try await matches(in: sources.first), try await matches(in: sources.second),
    ]
    for method in methods {
      all.append(try await matches(in: method.image(of: sources, fusion)))
    }
    return Result(matches: all, ranges: sources.ranges, warnings: sources.warnings)
  }

  /// The methods with `average` at their head, whether or not it is among them.
  private static func withAverage(_ methods: [any FusionMethod]) -> [any FusionMethod] {
    let average = ClassicalMethod.average
    let given = methods.filter { $0.name == average.name }
    return (given.isEmpty ? [average] : given) + methods.filter { $0.name != average.name }
  }
}

private func requireDistinct(_ names: [String]) throws(DetectionError) {
  let groups = Dictionary(grouping: names) { $0 }
  guard let twin = groups.filter({ $0.value.count > 1 }).keys.min() else { return }
  throw DetectionError(
    .duplicateMethod, "two rows are called \(twin); names of their own are wanted")
}
