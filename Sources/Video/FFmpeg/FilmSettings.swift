// SPDX-License-Identifier: Apache-2.0

/// How a film is written.
public struct FilmSettings: Sendable, Hashable {
  /// What ffmpeg calls the encoder, such as "libx264" or "ffv1".
  public var encoder = "libx264"
  /// Further options of ffmpeg for the film, each word an element.
  public var options: [String] = []
  /// The film whose sound is copied, to its end; nil: none.
  public var soundOf: FFmpegSource?
  /// Whether a film that is there already is replaced.
  public var replacing = false

  /// H.264 without sound.
  public init() {}

  /// The same with the encoder that a film of this name wants: MJPEG for .mjpeg, .mjpg and .avi.
  public init(for path: String) {
    let name = path.lowercased()
    if [".mjpeg", ".mjpg", ".avi"].contains(where: name.hasSuffix) { encoder = "mjpeg" }
  }

  /// Lossless, 16 bits of gray included.
  public static var lossless: Self {
    var settings = Self()
    settings.encoder = "ffv1"
    return settings
  }
}
