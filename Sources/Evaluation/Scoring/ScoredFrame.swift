// SPDX-License-Identifier: Apache-2.0

import FusionMetrics

/// What the scoring of a video keeps of a pair.
struct ScoredFrame: Sendable {
  /// What each method made of it.
  let triples: [FusedTriple]
  /// The response of each method to a step that was injected here; nil: none was, or the method
  /// cannot be asked again.
  let stepResponses: [Double?]
  /// The pixels that show something that moves; nil: not known.
  let isMoving: [Bool]?
}
