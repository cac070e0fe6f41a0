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

  /// The words by which frames are written at their own times, whatever the container's habit;
  /// before version 5.1 they are others.
  var ownTimes: [String] {
    let usual = ["-fps_mode", "vfr"]
    guard let child = try? ChildProcess(path, ["-version"], .output) else { return usual }
    let stream = ByteStream(descriptor: child.descriptor, name: path, isOwned: true)
    // "ffmpeg version 5.1.9-0+deb12u1 Copyright ..."; a build between versions has no number.
    let line = (try? stream.line(limit: 1000)) ?? ""
    child.terminate()
    let words = line.split(separator: " ")
    let numbers = (words.count > 2 ? words[2] : "").split { !$0.isNumber }.compactMap { Int($0) }
    guard words.count > 2, words[2].first?.isNumber == true, numbers.count > 1 else { return usual }
    return (numbers[0], numbers[1]) < (5, 1) ? ["-vsync", "vfr"] : usual
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
