// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

@testable import Video

@Suite(
  .tags(.endToEnd), .serialized, .timeLimit(.minutes(10)),
  .enabled("ffmpeg is wanted: Scripts/setup --tests installs it") {
    (try? FFmpegProgram()) != nil
  })
struct LiveTests {
  /// A camera is killed and comes back: its frames do, too, with times on the same clock.
  @Test func aCameraThatComesBackIsSeenAgain() async throws {
    let program = try FFmpegProgram()
    let address = "rtsp://127.0.0.1:\(try freePort())/live"
    let source = FFmpegSource(address, program: program, options: ["-rtsp_flags", "listen"])
    #expect(source.isLive)
    let feed = FrameFeed(source, capacity: 2)
    defer { feed.close() }
    let first = try await withRTSPCamera(to: address, ffmpeg: program.path) {
      try await tenth(of: feed)
    }
    _ = feed.drain()
    let second = try await withRTSPCamera(to: address, ffmpeg: program.path) {
      try await tenth(of: feed)
    }
    #expect(first.image.size == ImageSize(width: 96, height: 64))
    #expect(second.time > first.time)
    let age = .seconds(Date().timeIntervalSince1970) - second.time
    #expect(age > .zero && age < .seconds(30))
  }

  private func tenth(of feed: FrameFeed) async throws -> VideoFrame {
    for _ in 0..<9 { _ = try await feed.next() }
    return try #require(try await feed.next())
  }
}
