// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

@testable import Video

@Suite(
  .tags(.endToEnd), .serialized, .timeLimit(.minutes(2)),
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
    let first = try await published(to: address, program) { try await feed.next() }
    _ = feed.drain()
    let second = try await published(to: address, program) { try await feed.next() }
    #expect(first.image.size == ImageSize(width: 96, height: 64))
    #expect(second.time > first.time)
    let age = .seconds(Date().timeIntervalSince1970) - second.time
    #expect(age > .zero && age < .seconds(30))
  }

  /// The tenth frame of a camera that is started for it; one that cannot connect, as nobody listens
  /// yet, is started again.
  private func published(
    to address: String, _ program: FFmpegProgram, _ next: () async throws -> VideoFrame?
  ) async throws -> VideoFrame {
    let running = Task {
      var publisher = try Publisher(to: address, program: program)
      while !Task.isCancelled {
        if !publisher.isRunning { publisher = try Publisher(to: address, program: program) }
        try? await Task.sleep(for: .milliseconds(200))
      }
      publisher.kill()
    }
    defer { running.cancel() }
    var last: VideoFrame?
    for _ in 0..<10 { last = try await next() }
    running.cancel()
    try await running.value
    return try #require(last)
  }
}
