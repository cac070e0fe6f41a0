// SPDX-License-Identifier: Apache-2.0

/// A film that ffmpeg encodes.
final class FilmWriter: FrameWriter {
  private let child: ChildProcess
  private let frames: NUTWriter
  private let place: FilmPlace?
  private let name: String
  private var isFinished = false

  init(_ child: ChildProcess, _ frames: NUTWriter, _ place: FilmPlace?, name: String) {
    (self.child, self.frames, self.place, self.name) = (child, frames, place, name)
  }

  deinit {
    if isFinished { return }
    child.terminate()
    try? frames.finish()  // closes what it reads
    _ = child.wait()
  }

  func write(_ frame: VideoFrame) throws {
    do { try frames.write(frame) } catch let error as VideoError where error.code == .unwritable {
      try throwFailure()
      throw error
    }
  }

  func finish() throws {
    try frames.finish()
    try throwFailure()
    isFinished = true
    try place?.moveIntoPlace()
  }

  private func throwFailure() throws(VideoError) {
    // Where a disk is full only at the film's end, ffmpeg 5.1 says so and ends with code 0.
    let failure = child.failure(
      of: name, called: place?.temporaryPath ?? name,
      tellingBy: ["Error writing trailer", "Error closing file"])
    if let failure { throw failure }
  }
}
