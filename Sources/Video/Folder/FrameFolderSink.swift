// SPDX-License-Identifier: Apache-2.0

import Files
import Imaging

/// Writes each frame as a PNG file of a folder: 000000.png, 000001.png and so on.
public struct FrameFolderSink: FrameSink {
  /// What messages call it.
  public var name: String { path }
  private let path: String
  private let replacing: Bool

  /// Names the folder, which is made where it is not there; `replacing` lets files of these names
  /// go.
  public init(path: String, replacing: Bool = false) {
    (self.path, self.replacing) = (path, replacing)
  }

  /// Begins to write; see ``FrameSink/open(like:rate:)``.
  public func open(like first: VideoFrame, rate: FrameRate) throws -> any FrameWriter {
    do { try makeFolder(path) } catch { throw VideoError(error) }
    return Writer(folder: path, replacing: replacing)
  }

  private final class Writer: FrameWriter {
    private let folder: String
    private let replacing: Bool
    private var count = 0

    init(folder: String, replacing: Bool) { (self.folder, self.replacing) = (folder, replacing) }

    func write(_ frame: VideoFrame) throws {
      let digits = String(count)
      let number = String(repeating: "0", count: max(6 - digits.count, 0)) + digits
      try frame.image.write(to: "\(folder)/\(number).png", replacing: replacing)
      count += 1
    }

    func finish() {}
  }
}
