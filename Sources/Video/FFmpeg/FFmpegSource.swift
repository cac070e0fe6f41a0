// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Whatever ffmpeg reads: a film, a network stream, a camera.
///
/// Gray stays gray, and more than 8 bits of it 16 bits; all else becomes RGB of 8 bits. Frames have
/// their times, to a microsecond; those of live sources the time of their arrival, so that two
/// cameras share a clock. Where their size changes, frames are resized to that of the first one.
public struct FFmpegSource: FrameSource, Hashable {
  /// What messages call it.
  public let name: String
  /// Whether frames come by themselves.
  public let isLive: Bool
  private let address: String
  private let program: FFmpegProgram
  private let options: [String]

  /// Reads from an address.
  ///
  /// - Parameters:
  ///   - address: A path, a URL such as `rtsp://camera/1`, or a device such as `/dev/video0`.
  ///   - program: The program.
  ///   - options: Further options of ffmpeg for this input, each word an element.
  public init(_ address: String, program: FFmpegProgram, options: [String] = []) {
    (self.address, self.program, self.options) = (address, program, options)
    name = Self.withoutPassword(address)
    isLive = Self.isLive(address)
  }

  /// Begins to read; see ``FrameSource/open()``.
  public func open() throws -> any FrameReader {
    let child = try ChildProcess(program.path, arguments, .output)
    return FFmpegReader(child, name: name, skipsFirst: isLive)
  }

  /// Whether frames of an address come by themselves.
  static func isLive(_ address: String) -> Bool {
    if address.hasPrefix("/dev/video") { return true }
    return ["rtsp", "rtsps", "rtmp", "udp", "rtp", "srt", "tcp"].contains {
      address.lowercased().hasPrefix($0 + "://")
    }
  }

  /// An address as messages may show it.
  static func withoutPassword(_ address: String) -> String {
    guard let scheme = address.range(of: "://") else { return address }
    let rest = address[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" && $0 != "?" }
    guard let at = host.lastIndex(of: "@") else { return address }
    return String(address[..<scheme.upperBound]) + rest[rest.index(after: at)...]
  }

  /// An address as ffmpeg takes it: a colon in a file's name would be the end of a protocol's.
  static func input(_ address: String) -> String {
    address.contains(":") && FileManager.default.fileExists(atPath: address)
      ? "file:" + address : address
  }

  /// What ffmpeg is told to read it as a further input.
  var input: [String] { options + ["-i", Self.input(address)] }

  private var arguments: [String] {
    var words = ["-nostdin", "-hide_banner", "-loglevel", "error"]
    if isLive {
      words += ["-fflags", "nobuffer", "-flags", "low_delay", "-use_wallclock_as_timestamps", "1"]
    }
    if address.hasPrefix("/dev/video") { words += ["-f", "v4l2"] }
    if address.lowercased().hasPrefix("rtsp") { words += ["-rtsp_transport", "tcp"] }
    words += input
    if isLive { words += ["-copyts"] }
    return words + [
      "-map", "0:v:0", "-vf", "format=pix_fmts=gray|gray16le|rgb24", "-c:v", "rawvideo",
      "-enc_time_base", "1:1000000", "-f", "nut", "pipe:1",
    ]
  }
}
