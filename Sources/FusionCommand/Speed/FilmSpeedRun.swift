// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Fusion
import Geometry
import Imaging
import Scenes
import Synchronization
import Video

/// Times fusing two films: each step alone, one after another, and all of them at once.
struct FilmSpeedRun {
  /// Frames of a film.
  private static let frameCount = 60
  /// Those that are rendered; they come forwards and backwards, so that all moves without a jump.
  private static let renderedCount = 12

  let method: any FusionMethod
  let program: FFmpegProgram
  /// Where films are written.
  let folder: String

  /// Measures at a size.
  func measurement(_ size: ImageSize) async throws -> FilmMeasurement {
    let film = RenderedFilm(seed: 1, size: size, condition: .day)
    let frames = (0..<Self.renderedCount).map(film.frame)
    let sources = [frames.map(\.visible), frames.map(\.infrared)].map {
      RepeatedFrames($0, count: Self.frameCount)
    }
    let films = try ["visible", "infrared"].enumerated().map { index, name in
      let path = "\(folder)/\(name).mkv"
      try encode(sources[index], to: path)
      return FFmpegSource(path, program: program)
    }
    let fusion = fusion(of: size)
    // The first pairs take longer: memory is had and code is loaded.
    try await run(fusion, sources.map { $0.first(3) }, into: KeptFrames(0))
    let fused = KeptFrames(Self.renderedCount)
    let decoding = try await seconds { try decode(films) }
    let fusing = try await seconds { try await run(fusion, sources, into: fused) }
    let encoding = try await seconds {
      try encode(
        RepeatedFrames(fused.pictures, count: Self.frameCount), to: "\(folder)/encoded.mkv")
    }
    let whole = try await seconds {
      try await run(fusion, films, into: FilmSink("\(folder)/fused.mkv", program: program))
    }
    return FilmMeasurement(
      width: size.width, height: size.height, frames: Self.frameCount, decoding: decoding,
      fusing: fusing, encoding: encoding, whole: whole)
  }

  /// The second camera lies somewhat beside the first one, so that each frame is warped.
  private func fusion(of size: ImageSize) -> VideoFusion {
    var fusion = VideoFusion()
    fusion.options.resizesSecond = false
    fusion.options.alignment = Rig(
      firstSize: size, secondSize: size,
      geometry: .similarity(scale: 1.02, angle: 0.01, x: -3, y: -2))
    return fusion
  }

  private func run(
    _ fusion: VideoFusion, _ sources: [some FrameSource], into sink: some FrameSink
  ) async throws {
    for try await _ in fusion.reports(of: sources[0], sources[1], by: method, into: sink) {}
  }

  /// Both films at once, as when they are fused.
  private func decode(_ films: [FFmpegSource]) throws {
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: films.count) { index in
      do {
        let reader = try films[index].open()
        while try reader.next() != nil {}
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let error = failure.withLock(\.self) { throw error }
  }

  private func encode(_ source: RepeatedFrames, to path: String) throws {
    let reader = source.open()
    guard let first = try reader.next() else { return }
    let writer = try FilmSink(path, program: program).open(like: first, rate: .usual)
    try writer.write(first)
    while let frame = try reader.next() { try writer.write(frame) }
    try writer.finish()
  }

  /// What a step takes for a frame.
  private func seconds(_ step: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await step()
    return (ContinuousClock.now - start) / .seconds(1) / Double(Self.frameCount)
  }
}
