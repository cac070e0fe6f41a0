// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Foundation
import Fusion
import Imaging
import TestBasics
import Testing

@testable import Video

/// Two clocks that run at different rates, and what both cameras see move.
@Suite(.tags(.unit)) struct DriftTests {
  /// Where a walk is at whole seconds, which stands still for some of them.
  private static let places: [Double] = (0..<300).reduce(into: [0]) { places, index in
    let hash = UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15 >> 40
    places.append((places.last ?? 0) + (hash % 3 == 0 ? 0 : Double(hash % 100) / 40))
  }

  /// A pattern that moves in fits and starts, as people do; other levels in each film.
  private func picture(_ size: ImageSize, at seconds: Double, isInfrared: Bool) -> Image {
    let second = Int(seconds)
    let step = Self.places[second + 1] - Self.places[second]
    let phase = Self.places[second] + step * (seconds - Double(second))
    let samples = (0..<size.pixelCount).map { pixel in
      let wave = sin(Double(pixel % size.width) * 0.7 + phase)
      return UInt8(isInfrared ? 90 - 60 * wave : 120 + 100 * wave)
    }
    return Image(size: size, colorModel: .gray, samples: .uint8(samples))
  }

  /// What is found of a clock that is slow by `share`, in so many seconds at ten frames a second
  /// and nine.
  private func drift(_ share: Double, seconds: Int) -> Double? {
    let size = ImageSize(width: 16, height: 8)
    var finder = DriftFinder()
    var infrared = 0
    for index in 0..<10 * seconds {
      let time = Double(index) / 10
      // A slow clock shows less time than has passed.
      while Double(infrared) / 9 <= time {
        let time = Double(infrared) / 9
        finder.addSecond(
          VideoFrame(
            image: picture(size, at: time, isInfrared: true), time: .seconds(time / (1 + share))))
        infrared += 1
      }
      finder.addFirst(
        VideoFrame(image: picture(size, at: time, isInfrared: false), time: .seconds(time)))
    }
    return finder.drift
  }

  @Test(arguments: [0.0002, -0.0002, 0.003]) func driftIsFound(_ share: Double) throws {
    let found = try #require(drift(share, seconds: 240))
    #expect(abs(found - share) < 0.00005, "\(found)")
  }

  @Test func nothingIsFoundInFilmsThatDoNotMove() {
    var finder = DriftFinder()
    let still = picture(ImageSize(width: 16, height: 8), at: 0, isInfrared: false)
    for index in 0..<600 {
      let frame = VideoFrame(image: still, time: .milliseconds(100 * index))
      finder.addSecond(frame)
      finder.addFirst(frame)
    }
    #expect(finder.drift == nil)
  }

  /// A film whose second clock is slow by half a percent, through ffmpeg.
  @Test(
    .enabled("ffmpeg is wanted: Scripts/setup --tests installs it") {
      (try? FFmpegProgram()) != nil
    })
  func aResampledFilmIsCorrected() async throws {
    try await withTemporaryFolder { folder in
      let program = try FFmpegProgram()
      let size = ImageSize(width: 32, height: 16)
      let share = 0.005
      func film(_ isInfrared: Bool) throws -> FFmpegSource {
        let path = "\(folder)/\(isInfrared ? "infrared" : "visible").mkv"
        let frames = (0..<800).map { index in
          let time = Double(index) / 10
          return VideoFrame(
            image: picture(size, at: time, isInfrared: isInfrared),
            time: .seconds(isInfrared ? time / (1 + share) : time))
        }
        try write(frames, to: FilmSink(path, program: program, settings: .lossless))
        return FFmpegSource(path, program: program)
      }
      var fusion = VideoFusion()
      fusion.pairing.findsDrift = true
      var last = VideoReport()
      let reports = fusion.reports(
        of: try film(false), try film(true), by: ClassicalMethod.average,
        into: Y4MSink(path: "\(folder)/fused.y4m"))
      for try await report in reports { last = report }
      let found = try #require(last.drift)
      #expect(abs(found - share) < 0.0005, "\(found)")
      // At the end both films show the same again: 0.4 s apart without the correction.
      let fused = try #require(try allFrames(of: PipeSource(path: "\(folder)/fused.y4m")).last)
      let wanted = try await PairFusion()(
        picture(size, at: 79.9, isInfrared: false), picture(size, at: 79.9, isInfrared: true),
        by: ClassicalMethod.average)
      #expect(distance(fused.image, wanted) < 6)
    }
  }

  @Test func timesNeverJump() {
    let size = ImageSize(width: 16, height: 8)
    var correction = ClockCorrection()
    var last = Duration.zero
    for index in 0..<900 {
      let time = Double(index) / 10
      let seen = picture(size, at: time, isInfrared: false)
      correction.addSecond(VideoFrame(image: seen, time: .seconds(time / 1.005)))
      correction.addFirst(
        VideoFrame(image: seen, time: .seconds(time)), after: .milliseconds(100))
      #expect(abs((correction.value - last) / .milliseconds(1)) <= 2.001)
      last = correction.value
    }
    #expect(abs(last / .milliseconds(1) - 450) < 30, "\(last)")
  }

  /// The mean distance of gray levels.
  private func distance(_ image: Image, _ other: Image) -> Double {
    let pairs = zip(image.luminance().values, other.luminance().values)
    return pairs.reduce(0) { $0 + Double(abs($1.0 - $1.1)) } * 255 / Double(image.size.pixelCount)
  }
}
