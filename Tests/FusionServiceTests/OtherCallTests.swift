// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionMetrics
import Imaging
import Scenes
import TestBasics
import Testing

@testable import FusionService

@Suite(.tags(.endToEnd)) struct OtherCallTests {
  private static let scene = RenderedScene(
    seed: 5, size: ImageSize(width: 320, height: 240), condition: .day)

  private func files() throws -> [TestService.Part] {
    [
      .file("first", try Self.scene.visible.encoded(as: .png)),
      .file("second", try Self.scene.infrared.encoded(as: .png)),
    ]
  }

  @Test("Points by hand are the rig that is answered")
  func points() async throws {
    let files = try files()
    let (answer, similar, fused, outside) = try await TestService.running { service, _ in
      let points = TestService.Part.option(
        "points", "12,7:2,3 112,7:102,3 12,107:2,103 112,107:102,103")
      return (
        try await service.post("/v1/align", files + [points]),
        try await service.post("/v1/align?model=similarity", files + [points]),
        try await service.post("/v1/fuse", files + [points]),
        try await service.post(
          "/v1/align", files + [.option("points", "1,1:1,1 10,10:-9000,100")])
      )
    }
    let json = try answer.json()
    let matrix = try #require(json["matrix"] as? [[Double]])
    #expect(json["confident"] as? Bool == true)
    #expect(abs(matrix[0][2] - 10) < 1e-6 && abs(matrix[1][2] - 4) < 1e-6)
    #expect(abs((json["covered"] as? Double ?? 0) - 0.953) < 0.01)
    let rig = try #require(json["rig"] as? [String: Any])
    #expect(rig["version"] as? Int == 1 && (rig["matrix"] as? [[Double]])?.count == 3)
    let origin = try similar.json()["rig"] as? [String: Any]
    #expect((origin?["origin"] as? [String: Any])?["model"] as? String == "similarity")
    #expect(fused.status == 200)
    #expect(outside.status == 400)
    #expect(outside.detail?.hasPrefix("point 2: the second image is ") == true)
  }

  @Test("What the images show is found, and told to be sure")
  func found() async throws {
    let files = try files()
    var settings = TestService.settings
    // A search takes seconds, and minutes beside other tests on a busy machine.
    settings.limits.jobTime = .seconds(600)
    let (answer, fused) = try await TestService.running(settings) { service, _ in
      (
        try await service.post("/v1/align?model=similarity", files),
        try await service.post("/v1/fuse?align=auto", files)
      )
    }
    let json = try answer.json()
    let (score, bound) = (json["score"] as? Double ?? 0, json["bound"] as? Double ?? 1)
    #expect(json["confident"] as? Bool == true && score >= bound)
    let matrix = try #require(json["matrix"] as? [[Double]])
    #expect(abs(matrix[0][0] - 1) < 0.05 && abs(matrix[0][2]) < 5 && abs(matrix[1][2]) < 5)
    #expect(fused.fields["daefuse-notes"]?.contains("aligned%3A%20scale") == true)
  }

  @Test("Scores are those of the library")
  func scores() async throws {
    let scene = Self.scene
    let fused = Image(luminance: scene.visible.luminance())
    let parts = try files() + [.file("fused", try fused.encoded(as: .png))]
    let answer = try await TestService.running { service, _ in
      try await service.post("/v1/evaluate", parts)
    }
    let listed = try #require(answer.json()["metrics"] as? [[String: Any]])
    #expect(listed.map { $0["name"] as? String } == Metric.tableColumns.map(\.name))
    let entropy = try #require(listed.first { $0["name"] as? String == "EN" })
    let triple = try FusedTriple(
      name: "", fused: fused, first: scene.infrared, second: scene.visible)
    let wanted = try Metric.entropy.value(of: triple, profile: .cddfuse)
    #expect(abs((entropy["value"] as? Double ?? 0) - wanted) < 1e-9)
    #expect(entropy["better"] as? String == "higher")
  }

  @Test("Samples that are no numbers have no scores")
  func notFinite() async throws {
    let size = ImageSize(width: 32, height: 32)
    let values = (0..<1024).map { $0 == 7 ? Float.nan : Float($0) / 1024 }
    let image = try Image(size: size, colorModel: .gray, samples: .float(values))
      .encoded(as: .tiff)
    let answer = try await TestService.running { service, _ in
      try await service.post(
        "/v1/evaluate", try smallPair() + [.file("fused", image)])
    }
    #expect(answer.status == 422)
    #expect(answer.detail?.hasPrefix("fused: samples that are not-a-number") == true)
  }

  @Test("A thermal image is described: its unit, its range, all its pixels")
  func thermal() async throws {
    let size = ImageSize(width: 64, height: 64)
    let image = Image(
      size: size, colorModel: .gray,
      samples: .uint16((0..<4096).map { 29_000 + UInt16($0 % 64) * 20 }))
    let bytes = try image.encoded(as: .tiff)
    let answer = try await TestService.running { service, _ in
      try await service.post("/v1/inspect", [.file("image", bytes)])
    }
    let json = try answer.json()
    #expect(json["width"] as? Int == 64 && json["bits"] as? Int == 16)
    #expect(json["unit"] as? String == "cK" && json["radiometric"] as? Bool == false)
    let range = try #require(json["range"] as? [String: Any])
    #expect(range["how"] as? String == "found" && (range["low"] as? Double ?? 0) >= 29_000)
    let counts = try #require((json["histogram"] as? [String: Any])?["counts"] as? [Int])
    #expect(counts.count == 256 && counts.reduce(0, +) == 4096)
    let preview = try #require(Data(base64Encoded: json["preview"] as? String ?? ""))
    let shown = try Image(encoded: Array(preview), path: "preview")
    #expect(shown.size == size && shown.samples.depth == .uint8)
  }

  @Test("A radiometric file is a pair by itself")
  func radiometric() async throws {
    var camera = RadiometricBytes.FLIR(
      80, 60, values: (0..<4800).map { 13_000 + UInt16($0 % 80) * 30 })
    camera.photo = try RenderedScene(
      seed: 2, size: ImageSize(width: 160, height: 120), condition: .day
    ).visible.encoded(as: .png)
    camera.placement = (ratio: 1.2, x: 0, y: 0)
    let file = camera.bytes
    let (fused, seen) = try await TestService.running { service, _ in
      (
        try await service.post("/v1/fuse", [.file("first", file)]),
        try await service.post("/v1/inspect", [.file("image", file)])
      )
    }
    #expect(fused.status == 200, "\(fused.detail ?? "")")
    #expect(fused.fields["daefuse-notes"]?.contains("second%3A%20radiometric") == true)
    let json = try seen.json()
    #expect(json["radiometric"] as? Bool == true && json["second"] is [String: Any])
  }
}
