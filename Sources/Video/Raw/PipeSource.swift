// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Frames of a y4m stream, or raw ones, from standard input, a named pipe or a file.
///
/// It needs no other program.
public struct PipeSource: FrameSource {
  /// What messages call it.
  public let name: String
  /// Whether frames come by themselves.
  public let isLive = false
  /// Whether it is a file.
  public var isRepeatable: Bool {
    path.map {
      (try? FileManager.default.attributesOfItem(atPath: $0))?[.type] as? FileAttributeType
    }
      == .typeRegular
  }
  private let path: String?
  private let layout: RawLayout?
  private let assumed: FrameRate

  /// Reads a file or named pipe.
  ///
  /// - Parameters:
  ///   - path: Where from; nil: standard input.
  ///   - layout: What raw frames are; nil: the stream is y4m.
  ///   - assumed: The rate of a y4m stream that names none.
  public init(
    path: String?, layout: RawLayout? = nil, assumed: FrameRate = .usual
  ) {
    name = path ?? "standard input"
    (self.path, self.layout, self.assumed) = (path, layout, assumed)
  }

  /// Begins to read; see ``FrameSource/open()``.
  public func open() throws -> any FrameReader {
    let stream =
      try path.map { path throws(VideoError) in try ByteStream(path: path) }
      ?? ByteStream(descriptor: 0, name: name, isOwned: false)
    if let layout { return RawReader(stream, layout, interruption: {}) }
    return try Y4MReader(stream, name: name, assumed: assumed, interruption: {})
  }
}
