// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// What was found in a file.
public struct DetectedImage: Sendable, Equatable {
  /// The image's path.
  public let path: String
  /// Its size.
  public let size: ImageSize
  /// What was found, the highest scores first.
  public let boxes: [DetectedBox]

  /// Joins a file and what was found in it.
  public init(path: String, size: ImageSize, boxes: [DetectedBox]) {
    (self.path, self.size, self.boxes) = (path, size, boxes)
  }
}
