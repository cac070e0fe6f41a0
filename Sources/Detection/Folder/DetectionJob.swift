// SPDX-License-Identifier: Apache-2.0

/// An image to look at, and a file to write.
public struct DetectionJob: Sendable, Hashable {
  /// The image's path.
  public let image: String
  /// The file to write; nil where none is wanted.
  public let output: String?

  /// Names an image, and a file.
  public init(image: String, output: String? = nil) {
    (self.image, self.output) = (image, output)
  }
}
