// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
public import FusionMetrics
public import Imaging
import Reporting

/// Scores what several methods made of volumes: slice by slice, and the slices together by volume
/// or by patient, with how steady it is from slice to slice.
///
/// A slice is no observation of its own: neighbors show the same tissue. So a volume's score in a
/// metric is the mean over those of its slices whose score is a finite number.
public struct StackScoring: Sendable {
  /// What the scores follow.
  public var profile = MetricProfile.cddfuse
  /// What is computed.
  public var metrics = Metric.tableColumns
  /// How many slices are worked on at a time, 1 or more; it does not change the result.
  public var threads = 1
  /// Whether the picture of a slice is kept for a page.
  public var wantsGallery = false

  /// All settings at their defaults.
  public init() {}

  /// A volume's slices.
  public struct Stack: Sendable {
    /// What makes a slice's picture.
    public typealias Slice = @Sendable (_ number: Int) -> Image

    /// The volume's name.
    public var name: String
    /// Whose it is.
    public var patient: String
    /// The slices that are scored, at least two.
    public var numbers: ClosedRange<Int>
    /// Pixels that both sources show, above 0; scores are of the largest rectangle of such.
    public var isSeen: Plane
    /// The MRI.
    public var first: Slice
    /// The CT, PET or SPECT.
    public var second: Slice
    /// What methods made of them, by their names.
    public var fused: [(name: String, slice: Slice)]

    /// Puts slices together; all pictures of a stack are of one size.
    public init(
      name: String, patient: String, numbers: ClosedRange<Int>, isSeen: Plane,
      first: @escaping Slice, second: @escaping Slice, fused: [(name: String, slice: Slice)]
    ) {
      (self.name, self.patient, self.numbers) = (name, patient, numbers)
      (self.isSeen, self.first, self.second, self.fused) = (isSeen, first, second, fused)
    }
  }

  /// Scores one volume. In the formulas the second source is A and the first B.
  ///
  /// - Throws: ``EvaluationError`` with `noOverlap` where both sources show less than 16x16 pixels
  ///   in common, or `tooFewFrames`; `FusionMetricsError`.
  public func score(_ stack: Stack) async throws -> StackScores {
    guard let window = PixelWindow(largestIn: stack.isSeen),
      min(window.size.width, window.size.height) >= Self.minimumSide
    else {
      throw EvaluationError(
        .noOverlap, path: stack.name,
        "base and overlay show hardly a rectangle in common; \(Self.minimumSide)x"
          + "\(Self.minimumSide) pixels at least are wanted")
    }
    let evaluator = FusionEvaluator(profile: profile, metrics: metrics)
    var sequence = SequenceScoring(stack.fused.map(\.name), followsMotion: false)
    var slices: [[TripleScores]] = []
    for try await (scores, triples) in Array(stack.numbers).inOrder(
      atOnce: threads,
      { number in
        let triples = try stack.triples(number, window)
        return (try triples.map { try evaluator.scores(of: $0) }, triples)
      })
    {
      try sequence.add(ScoredFrame(triples))
      slices.append(scores)
    }
    guard var steadiness = sequence.table else {
      throw EvaluationError(.tooFewFrames, path: stack.name, "one slice; at least 2 are wanted")
    }
    steadiness.unit = .slice
    return StackScores(
      name: stack.name, patient: stack.patient,
      methods: stack.fused.indices.map { method in
        ScoreRow.Image(
          name: stack.name, values: means(slices.map { $0[method] }),
          steadiness: steadiness.methods[method])
      }, steadiness: steadiness, pictures: wantsGallery ? try stack.pictures() : nil)
  }

  /// The smallest side of what both show.
  private static let minimumSide = 16

  private func means(_ slices: [TripleScores]) -> [String: Double] {
    Dictionary(
      metrics.map { metric in (metric.name, finiteMean(slices.compactMap { $0[metric] })) }
    ) { first, _ in first }
  }

  /// The table of volumes, and its pictures.
  ///
  /// - Parameters:
  ///   - scores: Those of each volume, at least one, all of the same methods.
  ///   - unit: Whether a line stands for a volume or for a patient.
  /// - Returns: A table that says how steady the methods are, too, and the pictures that were kept.
  public func table(
    of scores: [StackScores], by unit: StackUnit
  ) -> (table: ScoreTable, gallery: Gallery) {
    let lines = unit == .patient ? scores.byPatient : scores
    let steadiness = SequenceTable.mean(lines.map(\.steadiness))
    let rows = steadiness.methods.enumerated().map { index, row in
      ScoreRow(name: row.name, images: lines.map { $0.methods[index] })
    }
    var table = ScoreTable(
      profile: profile, metrics: metrics, rows: rows, notes: [note(scores, unit)])
    table.sequence = steadiness
    return (table, Gallery(lines.compactMap(\.pictures)))
  }

  private func note(_ scores: [StackScores], _ unit: StackUnit) -> String {
    let patients = Set(scores.map(\.patient)).count
    let mean = "Each score is the mean over the slices of a volume"
    if unit == .patient { return "\(mean), and over the volumes of a patient." }
    guard patients < scores.count else { return "\(mean)." }
    return
      "\(mean). The \(scores.count) volumes are of \(patients) patient\(patients == 1 ? "" : "s"),"
      + " and volumes of one patient are no observations of their own: by patient there is a line "
      + "for each."
  }
}

extension StackScoring.Stack {
  /// What each method made of a slice, with the sources.
  fileprivate func triples(
    _ number: Int, _ window: PixelWindow
  ) throws(FusionMetricsError) -> [FusedTriple] {
    func part(_ slice: Slice) -> GrayImage { GrayImage(slice(number)).cropped(to: window) }
    let (a, b) = (part(second), part(first))
    var triples: [FusedTriple] = []
    for method in fused {
      triples.append(
        try FusedTriple(
          name: "\(name), slice \(number + 1)", fused: part(method.slice), first: a, second: b))
    }
    return triples
  }

  /// The slice in the middle.
  fileprivate func pictures() throws -> Gallery.PairPictures {
    let middle = (numbers.lowerBound + numbers.upperBound) / 2
    func picture(_ slice: Slice) throws -> Thumbnail { try Thumbnail(slice(middle)) }
    return Gallery.PairPictures(
      name: name, first: try picture(first), second: try picture(second),
      fused: try fused.map { try picture($0.slice) })
  }
}

extension ScoredFrame {
  /// Of which neither steps nor what moves are known.
  fileprivate init(_ triples: [FusedTriple]) {
    self.init(triples: triples, stepResponses: triples.map { _ in nil }, isMoving: nil)
  }
}

extension Gallery.PairPictures {
  /// The same under another name.
  func called(_ name: String) -> Self {
    Self(name: name, first: first, second: second, fused: fused)
  }
}

extension ScoreRow.Image {
  /// The mean of several.
  ///
  /// - Precondition: There is at least one.
  static func mean(_ images: [Self], called name: String) -> Self {
    let names = images[0].values.keys
    let rows = images.compactMap(\.steadiness)
    return Self(
      name: name,
      values: Dictionary(
        uniqueKeysWithValues: names.map { key in
          (key, finiteMean(images.compactMap { $0.values[key] }))
        }), steadiness: rows.isEmpty ? nil : .mean(rows))
  }
}
