// SPDX-License-Identifier: Apache-2.0

/// The paper's two phases, by name.
public enum PhaseName: String, Codable, Sendable, CaseIterable {
  /// Phase one: the autoencoder learns to take both images apart and to put each together again.
  case reconstruction
  /// Phase two: cross-attention and decoder learn to make one image of both.
  case fusion
}
