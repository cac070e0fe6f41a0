// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// Two registered images of one scene, in memory.
public struct RegisteredPair: Sendable, Equatable {
  /// What methods and messages call it, such as its files' stem; nil where it has no name.
  public let name: String?
  /// The visible image or the MRI.
  public let first: Image
  /// The infrared image, CT, PET or SPECT.
  public let second: Image

  /// Joins two images.
  public init(name: String? = nil, first: Image, second: Image) {
    (self.name, self.first, self.second) = (name, first, second)
  }
}
