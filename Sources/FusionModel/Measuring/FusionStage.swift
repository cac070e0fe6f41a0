// SPDX-License-Identifier: Apache-2.0

/// A box of figure 1 that a pair goes through.
package enum FusionStage: String, Codable, CaseIterable, Sendable {
  /// SE, both images.
  case shallowEncoder = "shallow encoder"
  /// DHE, both images.
  case highFrequencyEncoder = "high-frequency encoder"
  /// DLE, both images.
  case lowFrequencyEncoder = "low-frequency encoder"
  /// Cross-attention, both ways.
  case fusion
  /// RD.
  case decoder
}
