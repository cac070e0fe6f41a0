// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

@testable import FusionService

/// What SECURITY.md says was tried.
@Suite(.tags(.endToEnd)) struct AttackTests {
  /// How many changed requests are sent: more for a longer look.
  private static let changedCount =
    ProcessInfo.processInfo.environment["DAEFUSE_MUTATIONS"].flatMap { Int($0) } ?? 2000

  @Test("Changed requests break nothing and keep no place")
  func changed() async throws {
    var settings = TestService.settings
    settings.limits.transferTime = .seconds(2)
    let pictures = try Self.pictures()
    try await TestService.running(settings) { service, _ in
      var requests = MutatedRequests(Self.requests(of: service, pictures))
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        for index in 0..<Self.changedCount {
          if index >= 8 { try await tasks.next() }
          guard let request = requests.next() else { return }
          tasks.addTask {
            let connection = try Connection(port: service.port)
            // What is not complete gets no answer: this client goes then.
            connection.limitWaiting(milliseconds: 300)
            _ = try? await connection.exchange(request)
            connection.leave()
          }
        }
      }
      let statuses = Dictionary(grouping: service.records.all, by: \.status).mapValues(\.count)
      print("answers to \(Self.changedCount) changed requests, by status: \(statuses)")
      #expect(statuses[500] == nil && statuses[200] ?? 0 > 0 && statuses[400] ?? 0 > 0)
      try await Self.expectAllIsFree(service, pictures)
    }
  }

  @Test("Clients that keep all connections open are dropped, and others wait until then")
  func connections() async throws {
    var settings = TestService.settings
    settings.limits.headerTime = .seconds(2)
    let pictures = try Self.pictures()
    let limit = settings.limits.connections
    try await TestService.running(settings) { service, _ in
      let slow = try (0..<limit).map { _ in try Connection(port: service.port) }
      for connection in slow { connection.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ") }
      let late = try Connection(port: service.port)
      let start = ContinuousClock.now
      let answer = try await late.exchange(service.request("GET", "/health/ready"))
      #expect(answer.status == 200 && ContinuousClock.now - start > .seconds(1))
      for connection in slow { #expect(await connection.receive().isEmpty) }
      try await Self.expectAllIsFree(service, pictures)
    }
  }

  @Test("Pictures that say they are huge are refused by their headers")
  func bombs() async throws {
    let small = try smallPair()[1]
    let jpeg = try Self.jpegBomb()
    let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (60000, 60000), }"
    let padded = header + String(repeating: " ", count: 117 - header.count) + "\n"
    let files: [(name: String, bytes: [UInt8])] = [
      ("JPEG", jpeg),
      ("PGM", Array("P5 60000 60000 255\n".utf8) + [0, 0, 0]),
      (
        "NPY",
        [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(padded.utf8.count), 0] + Array(padded.utf8)
      ),
    ]
    try await TestService.running { service, _ in
      for (name, bytes) in files {
        for call in ["/v1/fuse", "/v1/inspect"] {
          let parts: [TestService.Part] =
            call == "/v1/inspect" ? [.file("image", bytes)] : [.file("first", bytes), small]
          let answer = try await service.post(call, parts)
          #expect(answer.status == 422, "\(name): \(answer.detail ?? "")")
          #expect(answer.detail?.contains("pixels") == true, "\(name): \(answer.detail ?? "")")
        }
      }
    }
  }

  @Test("A client that breaks off in the middle of its body frees what it took")
  func broken() async throws {
    let pictures = try Self.pictures()
    try await TestService.running { service, _ in
      let request = Self.requests(of: service, pictures)[0]
      for share in 1...20 {
        let connection = try Connection(port: service.port)
        connection.send(Array(request.prefix(request.count * share / 21)))
        share % 2 == 0 ? connection.leave() : connection.endSending()
      }
      try await Self.expectAllIsFree(service, pictures)
    }
  }

  /// Small pictures of several formats.
  private static func pictures() throws -> [[UInt8]] {
    let size = ImageSize(width: 32, height: 32)
    let gray = Image(
      size: size, colorModel: .gray, samples: .uint8((0..<1024).map { UInt8($0 % 251) }))
    let deep = Image(
      size: size, colorModel: .gray, samples: .uint16((0..<1024).map { UInt16($0 * 60) }))
    return try [
      gray.encoded(as: .png), gray.encoded(as: .jpeg), deep.encoded(as: .tiff),
      gray.encoded(as: .webp),
    ]
  }

  /// A JPEG file whose frame header says 64250x64250.
  private static func jpegBomb() throws -> [UInt8] {
    var bytes = try pictures()[1]
    let frame = try #require(
      bytes.indices.dropLast().first { bytes[$0] == 0xFF && [0xC0, 0xC2].contains(bytes[$0 + 1]) })
    bytes.replaceSubrange(frame + 5..<frame + 9, with: [0xFA, 0xFA, 0xFA, 0xFA])
    return bytes
  }

  /// Good requests of all kinds.
  private static func requests(of service: TestService, _ pictures: [[UInt8]]) -> [[UInt8]] {
    let files: [[TestService.Part]] = pictures.map { [.file("first", $0), .file("second", $0)] }
    let points = TestService.Part.option("points", "1,1:2,2 30,1:30,2 1,30:2,30 30,30:29,30")
    let forms: [(String, [TestService.Part])] =
      [
        ("/v1/fuse?method=laplacian&format=jpeg&quality=80", files[0]),
        ("/v1/fuse", files[1] + [points, .option("panel", "true"), .option("highlight", "95%")]),
        ("/v1/align", files[2] + [points]),
        ("/v1/evaluate", files[3] + [.file("fused", pictures[0])]),
      ] + pictures.map { ("/v1/inspect", [.file("image", $0)]) }
    return forms.map { path, parts in
      service.request("POST", path, fields: TestService.formFields, body: form(parts))
    } + ["/v1/models", "/page/main.js", "/openapi.json"].map { service.request("GET", $0) }
  }

  /// No job runs, no memory is held, and a good request is answered.
  private static func expectAllIsFree(_ service: TestService, _ pictures: [[UInt8]]) async throws {
    let isFree = try await eventually {
      let metrics = String(
        decoding: try await service.send("GET", "/metrics").body, as: UTF8.self)
      return metrics.contains("daefuse_jobs_in_flight 0\n")
        && metrics.contains("daefuse_queue_length 0\n")
        && metrics.contains("daefuse_memory_reserved_bytes 0\n")
    }
    #expect(isFree)
    #expect(try await service.send("GET", "/health/ready").status == 200)
    let answer = try await service.post(
      "/v1/fuse", [.file("first", pictures[0]), .file("second", pictures[0])])
    #expect(answer.status == 200)
  }
}
