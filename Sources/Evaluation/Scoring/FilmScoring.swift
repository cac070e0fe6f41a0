// SPDX-License-Identifier: Apache-2.0

import Flow
import FusionMetrics

/// Follows one film: what a method made, or a source.
struct FilmScoring {
  private let name: String
  private var meter = SequenceMeter()
  private var flow = FlowMeter()
  private var ghosts = GhostMeter()
  private var steps: [Double] = []
  private var last: FusedTriple?

  init(name: String) { self.name = name }

  /// Adds the next frame.
  ///
  /// - Parameters:
  ///   - frame: This film's image with both sources.
  ///   - motion: From this frame to the last one; nil: this is the first.
  ///   - scored: What moves.
  ///   - isStep: Whether the second camera's gain has stepped here.
  /// - Throws: `FusionMetricsError` with `unequalSizes` where the frame before has another size.
  mutating func add(
    _ frame: FusedTriple, _ motion: DenseFlow?, _ scored: ScoredFrame, isStep: Bool
  ) throws(FusionMetricsError) {
    try meter.add(frame)
    flow.add(frame.fused, motion)
    if let isMoving = scored.isMoving { ghosts.add(frame.fused, isMoving: isMoving) }
    if isStep, let last { addStep(StepResponse.response(from: last, to: frame)) }
    last = frame
  }

  /// Adds the response to a step.
  mutating func addStep(_ response: Double) { steps.append(response) }

  /// How many frames there were; nil before the second one.
  var frameCount: Int? { meter.scores?.frameCount }

  /// The scores so far; nil before the second frame. What is measured against the sources is not
  /// measured of them.
  func row(isSource: Bool) -> SequenceTable.Row? {
    guard let scores = meter.scores else { return nil }
    var row = SequenceTable.Row(
      name: name, flicker: scores.brightnessFlicker,
      temporalDifference: isSource ? nil : scores.temporalDifference)
    row.flowDifference = flow.difference
    row.flowDifferencePerDeviation = flow.differencePerDeviation
    row.stepResponse = steps.isEmpty ? nil : steps.reduce(0, +) / Double(steps.count)
    row.ghosting = ghosts.ghosting
    return row
  }
}
