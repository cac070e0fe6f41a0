// SPDX-License-Identifier: Apache-2.0

import Flow
import FusionMetrics

/// Follows the frames of one video, fused by several methods. It keeps no more than the last
/// frames.
struct SequenceScoring {
  private var methods: [FilmScoring]
  private var sources: [FilmScoring]
  private var lastVisible: GrayImage?
  /// The frame at which the second camera's gain steps; nil: not known.
  private let stepFrame: String?
  /// Whether what the motion of the visible film does not explain is measured: of slices, which no
  /// motion joins, it is not.
  private let followsMotion: Bool

  /// - Parameters:
  ///   - names: Those of the methods.
  ///   - stepFrame: The name of the frame at which the second camera's gain steps, so that the
  ///     responses are measured there instead of injected steps.
  ///   - followsMotion: Whether the frames are those of a film.
  init(_ names: [String], stepFrame: String? = nil, followsMotion: Bool = true) {
    methods = names.map { FilmScoring(name: $0) }
    sources = ["first source", "second source", "average of both"].map { FilmScoring(name: $0) }
    (self.stepFrame, self.followsMotion) = (stepFrame, followsMotion)
  }

  /// Adds the next frame by each method, of which A is the second source and B the first.
  /// - Throws: `FusionMetricsError` with `unequalSizes` where the frame before has another size.
  mutating func add(_ frame: ScoredFrame) throws(FusionMetricsError) {
    guard let any = frame.triples.first else { return }
    let flow = flow(to: any.second)
    for (index, triple) in frame.triples.enumerated() {
      try methods[index].add(triple, flow, frame, isStep: triple.name == stepFrame)
      if let response = frame.stepResponses[index], stepFrame == nil {
        methods[index].addStep(response)
      }
    }
    for (index, source) in [any.second, any.first, any.average].enumerated() {
      let triple = try FusedTriple(
        name: any.name, fused: source, first: any.first, second: any.second)
      try sources[index].add(triple, flow, frame, isStep: any.name == stepFrame)
    }
    lastVisible = any.second
  }

  /// From a frame of the visible film to the last one; nil: there is none of its size.
  private func flow(to visible: GrayImage) -> DenseFlow? {
    guard followsMotion, let lastVisible, lastVisible.size == visible.size else { return nil }
    return FlowSearch.film(visible.brightness, lastVisible.brightness)
  }

  /// The scores so far; nil before the second frame.
  var table: SequenceTable? {
    guard let frameCount = sources[0].frameCount else { return nil }
    return SequenceTable(
      frameCount: frameCount, methods: methods.compactMap { $0.row(isSource: false) },
      sources: sources.compactMap { $0.row(isSource: true) })
  }
}

extension FusedTriple {
  /// The mean of both sources, rounded as a saved image is.
  fileprivate var average: GrayImage {
    GrayImage(
      size: size,
      levels: zip(first.levels, second.levels).map { UInt8((Int($0) + Int($1) + 1) / 2) })
  }
}
