// SPDX-License-Identifier: Apache-2.0

/// Writes a y4m stream to standard output or a file; it needs no other program.
///
/// The format has a rate and no times: a frame that is missing makes all after it earlier.
public struct Y4MSink: FrameSink {
  /// What messages call it.
  public let name: String
  private let path: String?
  private let replacing: Bool

  /// Writes to a file, or to standard output where `path` is nil. `replacing` lets a file go that
  /// is there already.
  public init(path: String?, replacing: Bool = false) {
    name = path ?? "standard output"
    (self.path, self.replacing) = (path, replacing)
  }

  /// Begins to write; see ``FrameSink/open(like:rate:)``.
  public func open(like first: VideoFrame, rate: FrameRate) throws -> any FrameWriter {
    let output: any ByteOutput =
      try path.map { try FileOutput(path: $0, replacing: replacing) }
      ?? PipeOutput(descriptor: 1, name: name, isOwned: false)
    return try Y4MWriter(output, like: first, rate: rate)
  }
}
