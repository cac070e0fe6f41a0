// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Foundation
import Fusion
import Imaging
import Scenes
import TestBasics
import Testing

@testable import FusionService

@Suite(.tags(.endToEnd)) struct FuseCallTests {
  private static let scene = RenderedScene(
    seed: 3, size: ImageSize(width: 96, height: 64), condition: .day)

  private func files() throws -> [TestService.Part] {
    [
      .file("first", try Self.scene.visible.encoded(as: .png)),
      .file("second", try Self.scene.infrared.encoded(as: .png)),
    ]
  }

  private func image(_ answer: Answer) throws -> Image {
    try Image(encoded: answer.body, path: "answer")
  }

  @Test("What comes back is what the library makes")
  func pixels() async throws {
    let wanted = try await PairFusion()(
      Self.scene.visible, Self.scene.infrared, by: ClassicalMethod.average)
    let files = try files()
    let answer = try await TestService.running { service, _ in
      try await service.post("/v1/fuse", files)
    }
    #expect(answer.status == 200 && answer.fields["content-type"] == "image/png")
    #expect(try image(answer).samples == wanted.samples)
    let timing = try #require(answer.fields["server-timing"])
    for stage in ["queue", "decode", "align", "fuse", "encode"] {
      #expect(timing.contains("\(stage);dur="))
    }
    #expect(answer.fields["daefuse-notes"] == "%5B%5D")
    #expect(answer.fields["x-request-id"]?.isEmpty == false)
    #expect(answer.fields["cache-control"] == "no-store")
    #expect(answer.fields["x-content-type-options"] == "nosniff")
    #expect(answer.fields["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
  }

  @Test("Options work from the form and from the address")
  func options() async throws {
    let files = try files()
    var options = FusionOptions()
    options.lean = 0.5
    let wanted = try await PairFusion(options)(
      Self.scene.visible, Self.scene.infrared, by: ClassicalMethod.laplacian)
    let (form, address, both) = try await TestService.running { service, _ in
      (
        try await service.post(
          "/v1/fuse", files + [.option("lean", "0.5"), .option("method", "laplacian")]),
        try await service.post("/v1/fuse?lean=0.5&method=laplacian&format=tiff&depth=16", files),
        try await service.post("/v1/fuse?lean=0.5", files + [.option("lean", "0.5")])
      )
    }
    #expect(try image(form).samples == wanted.samples)
    #expect(try image(address).samples.depth == .uint16)
    #expect(both.status == 400 && both.detail?.contains("lean is given twice") == true)
  }

  @Test("Formats of the answer", arguments: ImageFormat.allCases)
  func formats(format: ImageFormat) async throws {
    let files = try files()
    let answer = try await TestService.running { service, _ in
      try await service.post("/v1/fuse?format=\(format.rawValue)", files)
    }
    #expect(ImageFormat(magic: answer.body) == format)
    #expect(answer.fields["content-type"] == "image/\(format.rawValue)")
  }

  @Test("Notes say what was guessed")
  func notes() async throws {
    let size = ImageSize(width: 64, height: 64)
    let thermal = Image(
      size: size, colorModel: .gray,
      samples: .uint16((0..<4096).map { 29_000 + UInt16($0 % 64) * 20 }))
    let parts: [TestService.Part] = [
      .file("first", try thermal.encoded(as: .png)),
      .file("second", try thermal.encoded(as: .tiff)),
    ]
    let answer = try await TestService.running { service, _ in
      try await service.post("/v1/fuse", parts)
    }
    let field = try #require(answer.fields["daefuse-notes"])
    #expect(field.utf8.allSatisfy { $0 < 0x80 && $0 != 0x20 })
    let notes = try JSONDecoder().decode(
      [String].self, from: Data(try #require(field.removingPercentEncoding).utf8))
    #expect(notes.contains { $0.hasPrefix("second: 290") && $0.contains("°C") })
    #expect(try image(answer).samples.depth == .uint16)
  }

  @Test("A panel shows all three")
  func panel() async throws {
    let files = try files()
    let answer = try await TestService.running { service, _ in
      try await service.post("/v1/fuse?panel=true", files)
    }
    #expect(try image(answer).size == ImageSize(width: 3 * 96 + 16, height: 64))
  }

  @Test("Faults say what was found and wanted")
  func faults() async throws {
    let files = try files()
    let small = try Image(
      size: ImageSize(width: 20, height: 20), colorModel: .gray,
      samples: .uint8([UInt8](repeating: 9, count: 400))
    ).encoded(as: .png)
    let cases: [(String, [TestService.Part], Int, String)] = [
      ("", [files[0]], 400, "no radiometric file"),
      ("", [files[0], .file("second", small)], 422, "differ in size, 96x64 and 20x20"),
      ("", [files[0], .file("second", Array("%PDF-1.4".utf8))], 415, "found PDF"),
      ("", [files[0], .file("second", Array(files[1].bytes.prefix(500)))], 422, "second: damaged"),
      ("", files + [.file("third", small)], 400, "there is no file \"third\" here"),
      ("?loan=1", files, 400, "there is no option \"loan\" here"),
      ("?lean=2", files, 400, "lean is \"2\"; -1 to 1 is wanted"),
      ("?model=slow", files, 400, "one of quick is wanted"),
      ("?model=quick&method=max", files, 400, "cannot go together"),
      ("?range=9:1", files, 400, "LOW:HIGH"),
      ("?quality=50", files, 400, "quality goes with jpeg and webp"),
      ("?format=jpeg&depth=16", files, 400, "jpeg has 8 bits"),
      ("?align=/etc/passwd", files, 400, "one of none, auto, file, points is wanted"),
      ("?points=1,2", files, 400, "x,y:x,y"),
      ("?points=1,2:3,4", files, 400, "2 at least"),
    ]
    let answers = try await TestService.running { service, _ in
      var answers: [Answer] = []
      for (options, parts, _, _) in cases {
        answers.append(try await service.post("/v1/fuse\(options)", parts))
      }
      return answers
    }
    for ((options, _, status, text), answer) in zip(cases, answers) {
      #expect(answer.status == status, "\(options) \(text)")
      #expect(answer.detail?.contains(text) == true, "\(answer.detail ?? "none")")
      #expect(answer.fields["content-type"] == "application/problem+json")
      #expect(try answer.json()["requestId"] as? String == answer.fields["x-request-id"])
    }
  }
}
