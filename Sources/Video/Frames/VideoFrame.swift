// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// A picture of a film or a camera, and when it was taken.
public struct VideoFrame: Sendable, Equatable {
  /// The picture.
  public var image: Image
  /// When it was taken, on its source's clock: for a film, from the film's beginning on.
  public var time: Duration

  /// Names both.
  public init(image: Image, time: Duration) {
    (self.image, self.time) = (image, time)
  }
}
