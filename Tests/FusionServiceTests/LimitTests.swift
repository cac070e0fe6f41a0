// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

@testable import FusionService

@Suite(.tags(.endToEnd)) struct LimitTests {
  private func png(width: UInt32, height: UInt32) -> [UInt8] {
    func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
      let body = Array(name.utf8) + content
      var sum: UInt32 = ~0
      for byte in body {
        sum ^= UInt32(byte)
        for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
      }
      return bytes(UInt32(content.count)) + body + bytes(~sum)
    }
    func bytes(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian, Array.init) }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", bytes(width) + bytes(height) + [8, 0, 0, 0, 0])
      + chunk("IDAT", [0x78, 0x9C, 3, 0, 0, 0, 0, 1]) + chunk("IEND", [])
  }

  @Test("A picture that unfolds to too much is refused by its header")
  func bomb() async throws {
    let small = try smallPair()[1]
    let bomb = png(width: 60_000, height: 60_000)
    let wide = png(width: 9000, height: 5000)
    try await TestService.running { service, _ in
      let answer = try await service.post("/v1/fuse", [.file("first", bomb), small])
      #expect(answer.status == 422)
      #expect(answer.detail?.contains("60000x60000; at most 50000000 pixels") == true)
      var settings = TestService.settings
      settings.limits.decodingBytes = 80_000_000
      try await TestService.running(settings) { service, _ in
        let answer = try await service.post(
          "/v1/fuse", [.file("first", wide), .file("second", wide)])
        #expect(answer.status == 422)
        #expect(answer.detail?.contains("MiB") == true)
      }
    }
  }

  @Test(
    "A body that is too large is refused, by its length and as it comes", arguments: [true, false])
  func body(saysLength: Bool) async throws {
    var settings = TestService.settings
    settings.limits.requestBytes = 100_000
    let body = form([.file("first", [UInt8](repeating: 7, count: 2_000_000))])
    try await TestService.running(settings) { service, _ in
      var fields = TestService.formFields
      var sent = body
      if !saysLength {
        fields["Transfer-Encoding"] = "chunked"
        fields["Content-Length"] = ""
        let size = Array((String(body.count, radix: 16) + "\r\n").utf8)
        sent = size + body + Array("\r\n0\r\n\r\n".utf8)
      }
      let answer = try await service.send("POST", "/v1/fuse", fields: fields, body: sent)
      #expect(answer.status == 413 && answer.fields["connection"] == "close")
      #expect(try await service.send("GET", "/health/ready").status == 200)
    }
  }

  @Test("Who asks first is told to go on")
  func expectation() async throws {
    let body = form(try smallPair())
    try await TestService.running { service, _ in
      let head = service.request(
        "POST", "/v1/fuse",
        fields: TestService.formFields.merging(
          ["Expect": "100-continue", "Content-Length": "\(body.count)"]) { $1 })
      let connection = try Connection(port: service.port)
      connection.send(head)
      let first = await connection.receive {
        $0.count >= 4 && $0.suffix(4) == Array("\r\n\r\n".utf8)
      }
      #expect(String(decoding: first, as: UTF8.self).hasPrefix("HTTP/1.1 100"))
      #expect(try await connection.exchange(body).status == 200)
    }
  }

  @Test("Who does not take the answer is dropped")
  func slowReader() async throws {
    var settings = TestService.settings
    settings.limits.transferTime = .seconds(3)
    let size = ImageSize(width: 1400, height: 1400)
    var state: UInt32 = 1
    let noise = (0..<size.pixelCount * 3).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    let file = try Image(size: size, colorModel: .rgb, samples: .uint8(noise)).encoded(as: .png)
    let body = form([.file("first", file), .file("second", file)])
    try await TestService.running(settings) { service, _ in
      let connection = try Connection(port: service.port, room: 4096)
      connection.send(
        service.request(
          "POST", "/v1/fuse?format=tiff&depth=16", fields: TestService.formFields, body: body))
      let isCounted = try await eventually {
        let metrics = String(
          decoding: try await service.send("GET", "/metrics").body, as: UTF8.self)
        return metrics.contains("reason=\"slow-reader\"")
      }
      #expect(isCounted)
      #expect(await connection.receive().count < 1400 * 1400 * 6)
    }
  }

  @Test("Slow headers and slow bodies are dropped")
  func slow() async throws {
    var settings = TestService.settings
    (settings.limits.headerTime, settings.limits.transferTime) = (.seconds(1), .seconds(1))
    try await TestService.running(settings) { service, _ in
      let headers = try Connection(port: service.port)
      headers.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
      #expect(await headers.receive().isEmpty)
      let body = try Connection(port: service.port)
      body.send(
        service.request(
          "POST", "/v1/fuse",
          fields: TestService.formFields.merging(["Content-Length": "10000"]) { $1 }))
      _ = await body.receive()
      let isCounted = try await eventually {
        let metrics = String(
          decoding: try await service.send("GET", "/metrics").body, as: UTF8.self)
        return metrics.contains("reason=\"slow-headers\"")
          && metrics.contains("reason=\"slow-body\"")
      }
      #expect(isCounted)
    }
  }

  @Test(
    "Malformed requests are refused",
    arguments: [
      "GET /\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n",
      "\u{1}\u{2}\u{3}\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n",
      "POST /v1/fuse HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
    ])
  func malformed(text: String) async throws {
    try await TestService.running { service, _ in
      let connection = try Connection(port: service.port)
      connection.send(text)
      connection.endSending()
      let answer = try Answer(await connection.receive())
      #expect((400...421).contains(answer.status), "\(answer.status)")
      #expect(try await service.send("GET", "/health/ready").status == 200)
    }
  }
}
