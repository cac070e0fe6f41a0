// SPDX-License-Identifier: Apache-2.0

import FusionMetrics

/// Follows the frames of one video, fused by several methods. It keeps no more than the last frame.
struct SequenceScoring {
  private let names: [String]
  private var methods: [SequenceMeter]
  private var first = SequenceMeter()
  private var second = SequenceMeter()

  init(_ names: [String]) {
    self.names = names
    methods = names.map { _ in SequenceMeter() }
  }

  /// Adds the next frame by each method, of which A is the second source and B the first.
  /// - Throws: `FusionMetricsError` with `unequalSizes` where the frame before has another size.
  mutating func add(_ frames: [FusedTriple]) throws(FusionMetricsError) {
    for (index, frame) in frames.enumerated() { try methods[index].add(frame) }
    guard let frame = frames.first else { return }
    try first.add(still(frame.second, named: frame.name))
    try second.add(still(frame.first, named: frame.name))
  }

  /// The scores so far; nil before the second frame.
  var table: SequenceTable? {
    guard let firstScores = first.scores, let secondScores = second.scores else { return nil }
    let methods = zip(names, self.methods.compactMap(\.scores)).map { name, scores in
      SequenceTable.Row(
        name: name, flicker: scores.brightnessFlicker,
        temporalDifference: scores.temporalDifference)
    }
    let sources = [("first source", firstScores), ("second source", secondScores)].map {
      SequenceTable.Row(name: $0, flicker: $1.brightnessFlicker, temporalDifference: nil)
    }
    return SequenceTable(frameCount: firstScores.frameCount, methods: methods, sources: sources)
  }
}

/// A source as if it were what is made of itself.
private func still(
  _ image: GrayImage, named name: String
) throws(FusionMetricsError) -> FusedTriple {
  try FusedTriple(name: name, fused: image, first: image, second: image)
}
