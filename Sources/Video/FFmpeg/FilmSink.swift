// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A film, or a stream that is pushed to a server, which ffmpeg encodes.
///
/// A film appears under its name once it is whole.
public struct FilmSink: FrameSink {
  /// What messages call it.
  public let name: String
  private let address: String
  private let program: FFmpegProgram
  private let settings: FilmSettings

  /// Writes a film, its container by the path's extension, or pushes to an `rtsp://` address.
  public init(_ address: String, program: FFmpegProgram, settings: FilmSettings = FilmSettings()) {
    (self.address, self.program, self.settings) = (address, program, settings)
    name = FFmpegSource.withoutPassword(address)
  }

  /// Writes what the encoder makes to standard output: JPEG files one after another of `mjpeg`,
  /// a Matroska film of any other one.
  public init(standardOutputBy program: FFmpegProgram, settings: FilmSettings) {
    (address, self.program, self.settings) = (Self.standardOutput, program, settings)
    name = "standard output"
  }

  private static let standardOutput = "pipe:1"

  /// Begins to write; see ``FrameSink/open(like:rate:)``.
  public func open(like first: VideoFrame, rate: FrameRate) throws -> any FrameWriter {
    let isOutput = address == Self.standardOutput
    let isStream = isOutput || FFmpegSource.isLive(address)
    let place = isStream ? nil : try FilmPlace(path: address, replacing: settings.replacing)
    let child = try ChildProcess(
      program.path,
      arguments(to: place?.temporaryPath ?? address, from: first.time, rate, isStream),
      isOutput ? .throughput : .input)
    let output = PipeOutput(descriptor: child.descriptor, name: name, isOwned: true)
    do {
      return FilmWriter(child, try NUTWriter(output, like: first), place, name: name)
    } catch {
      child.terminate()
      throw error
    }
  }

  private func arguments(
    to target: String, from start: Duration, _ rate: FrameRate, _ isStream: Bool
  ) -> [String] {
    var words = ["-hide_banner", "-loglevel", "error", "-y"]
    if settings.soundOf != nil {
      // ffmpeg lets each input begin at 0; pictures may begin after the sound.
      words += ["-itsoffset", "\(Int(min(max(start / .microseconds(1), 0), 0x1p53)))us"]
    }
    words += ["-f", "nut", "-i", "pipe:0"]
    if let sound = settings.soundOf { words += sound.input }
    words += ["-map", "0:v:0"]
    if settings.soundOf != nil { words += ["-map", "1:a?", "-c:a", "copy"] }
    words += ["-c:v", settings.encoder]
    if keepsTimes { words += ["-enc_time_base", "1:1000000"] + program.ownTimes }
    if settings.encoder == "mjpeg" { words += ["-vf", "format=yuvj420p", "-q:v", "3"] }
    if address == Self.standardOutput {
      words += ["-f", settings.encoder == "mjpeg" ? "mjpeg" : "matroska"]
    }
    if settings.encoder == "libx264" || settings.encoder == "libx265" {
      // Players want 4:2:0, which has even sides alone.
      words += ["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2,format=yuv420p", "-crf", "18"]
      words += isStream ? ["-preset", "veryfast", "-tune", "zerolatency"] : ["-preset", "fast"]
      if isStream { words += ["-g", "\(2 * max(rate.numerator / rate.denominator, 1))"] }
    }
    words += settings.options
    if address.lowercased().hasPrefix("rtsp") { words += ["-f", "rtsp", "-rtsp_transport", "tcp"] }
    return words + [target]
  }

  /// Whether container and encoder take times to a microsecond; all others have those of the rate.
  private var keepsTimes: Bool {
    [".mkv", ".mp4", ".mov", ".m4v", ".webm", ".nut"].contains(
      where: address.lowercased().hasSuffix)
      && ["libx264", "libx265", "ffv1", "libvpx", "libvpx-vp9", "libsvtav1"].contains(
        settings.encoder)
  }
}
