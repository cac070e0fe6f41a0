// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Imaging

/// A pair, and what was made of it.
public struct FusedPair: Sendable, Equatable {
  /// The sources.
  public let pair: RegisteredPair
  /// The fused image.
  public let fused: Image
}
