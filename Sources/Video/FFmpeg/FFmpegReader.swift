// SPDX-License-Identifier: Apache-2.0

/// Frames that ffmpeg decodes.
final class FFmpegReader: FrameReader {
  let rate: FrameRate? = nil
  let interruption: @Sendable () -> Void
  private let child: ChildProcess
  private let name: String
  private let frames: NUTReader
  private var isFirst: Bool

  /// Reads what `child` prints.
  ///
  /// - Parameters:
  ///   - child: The program, which prints a NUT stream.
  ///   - name: What messages call what it reads.
  ///   - skipsFirst: Whether the first frame is dropped: one of a live stream has no time.
  init(_ child: ChildProcess, name: String, skipsFirst: Bool) {
    let stream = ByteStream(descriptor: child.descriptor, name: name, isOwned: true)
    interruption = { child.terminate() }
    (self.child, self.name, isFirst) = (child, name, skipsFirst)
    frames = NUTReader(stream, name: name, interruption: interruption)
  }

  deinit { child.terminate() }

  func next() throws -> VideoFrame? {
    do {
      if isFirst { _ = try frames.next() }
      isFirst = false
      if let frame = try frames.next() { return frame }
    } catch {
      child.terminate()
      // What ffmpeg says is plainer than what its stream lacks.
      let line = child.wait().lastLine
      throw line.isEmpty ? error : VideoError(.ffmpeg, name, "ffmpeg: \(line)")
    }
    if let failure = Self.failure(of: child, name) { throw failure }
    return nil
  }

  /// Why it ended, where it did not end well.
  private static func failure(of child: ChildProcess, _ name: String) -> VideoError? {
    let end = child.wait()
    if end.isSuccess { return nil }
    return VideoError(
      .ffmpeg, name, end.lastLine.isEmpty ? "ffmpeg failed" : "ffmpeg: \(end.lastLine)")
  }
}
