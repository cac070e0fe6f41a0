// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where the program ffmpeg is.
public struct FFmpegProgram: Sendable, Hashable {
  /// Its path.
  public let path: String

  /// Finds it.
  ///
  /// - Parameter path: Where it is said to be; nil: the environment variable DAEFUSE_FFMPEG tells
  ///   it, or it is looked for in PATH.
  /// - Throws: ``VideoError`` with `noFFmpeg` where it is not there.
  public init(path: String? = nil) throws(VideoError) {
    try self.init(path: path, environment: ProcessInfo.processInfo.environment)
  }

  /// The same with the environment's variables.
  init(path: String?, environment: [String: String]) throws(VideoError) {
    if let named = path ?? environment["DAEFUSE_FFMPEG"] {
      guard FileManager.default.isExecutableFile(atPath: named) else {
        throw VideoError(.noFFmpeg, named, "is no program; the path of ffmpeg is wanted")
      }
      self.path = named
      return
    }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    let found = folders.map { "\($0)/ffmpeg" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else {
      throw VideoError(
        .noFFmpeg, nil,
        "the program ffmpeg is wanted and not in PATH: install it, or say where it is with --ffmpeg "
          + "or DAEFUSE_FFMPEG; y4m streams, raw frames and folders go without it")
    }
    self.path = found
  }
}
