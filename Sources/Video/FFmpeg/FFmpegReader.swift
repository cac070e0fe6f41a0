// SPDX-License-Identifier: Apache-2.0

/// Frames that ffmpeg decodes.
final class FFmpegReader: FrameReader {
  let rate: FrameRate? = nil
  private(set) var damage: String?
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
      throw child.wait().lastLine.isEmpty ? error : failure ?? error
    }
    if let failure { throw failure }
    // It goes on behind what it cannot decode, and ends well where a film is cut off.
    let line = child.wait().lastLine
    if !line.isEmpty { damage = "ffmpeg: \(line)" }
    return nil
  }

  /// Why the program ended, where it did not end well.
  private var failure: VideoError? { child.failure(of: name, called: name) }
}
