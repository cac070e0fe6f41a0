// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing
import Video

@testable import FusionService

@Suite(
  .tags(.endToEnd), .timeLimit(.minutes(10)),
  .enabled("ffmpeg is wanted: Scripts/setup --tests installs it") {
    (try? FFmpegProgram()) != nil
  })
struct LiveStreamTests {
  @Test("Two cameras over RTSP are a live source")
  func rtsp() async throws {
    let program = try FFmpegProgram()
    let addresses = try (0..<2).map { _ in "rtsp://127.0.0.1:\(try freePort())/camera" }
    let cameras = addresses.map {
      FFmpegSource($0, program: program, options: ["-rtsp_flags", "listen"])
    }
    var settings = TestService.settings
    settings.live = [LiveSource(name: "gate", first: cameras[0], second: cameras[1])]
    try await TestService.running(settings) { service, _ in
      let picture = try await withRTSPCamera(to: addresses[0], ffmpeg: program.path) {
        try await withRTSPCamera(to: addresses[1], ffmpeg: program.path) {
          while true {
            let answer = try await service.send("GET", "/v1/live/gate/snapshot.png")
            if answer.status == 200 { return try Image(encoded: answer.body, path: "snapshot") }
            try await Task.sleep(for: .milliseconds(100))
          }
        }
      }
      #expect(picture.size == ImageSize(width: 96, height: 64))
      // The test picture of both has bars of color.
      #expect(picture.colorModel == .rgb)
    }
  }
}
