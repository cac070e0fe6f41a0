// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

@testable import FusionService

@Suite(.tags(.endToEnd)) struct JobTests {
  @Test(
    "Where all places are taken the next one is refused, and later ones are not",
    arguments: [false, true])
  func queue(holdsThread: Bool) async throws {
    let method = StandInMethod(holdsThread: holdsThread)
    var settings = method.settings
    (settings.limits.atOnce, settings.limits.queue) = (1, 2)
    let parts = try smallPair()
    try await TestService.running(settings) { service, _ in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<3 {
          group.addTask { try await service.post("/v1/fuse", parts).status }
          _ = await eventually { method.running == 1 }
        }
        let isFull = try await eventually {
          try await service.send("GET", "/health/ready").status == 503
        }
        #expect(isFull)
        let refused = try await service.post("/v1/fuse", parts)
        #expect(refused.status == 429 && refused.fields["retry-after"] == "1")
        method.open()
        for try await status in group { #expect(status == 200) }
      }
      #expect(try await service.send("GET", "/health/ready").status == 200)
      #expect(try await service.post("/v1/fuse", parts).status == 200)
      let metrics = String(
        decoding: try await service.send("GET", "/metrics").body, as: UTF8.self)
      #expect(metrics.contains("daefuse_rejected_total{reason=\"queue-full\"} 1"))
      #expect(metrics.contains("daefuse_requests_total{route=\"/v1/fuse\",status=\"200\"} 4"))
      #expect(metrics.contains("daefuse_jobs_in_flight 0"))
      #expect(metrics.contains("daefuse_memory_reserved_bytes 0"))
    }
  }

  @Test("A client that goes frees its place and its memory", arguments: [true, false])
  func clientGone(closesWhole: Bool) async throws {
    let method = StandInMethod()
    var settings = method.settings
    settings.limits.atOnce = 1
    let body = form(try smallPair())
    try await TestService.running(settings) { service, _ in
      let request = service.request(
        "POST", "/v1/fuse", fields: TestService.formFields, body: body)
      let connection = try Connection(port: service.port)
      connection.send(request)
      #expect(await eventually { method.running == 1 })
      closesWhole ? connection.leave() : connection.endSending()
      #expect(await eventually { method.running == 0 })
      #expect(await eventually { service.records.all.contains { $0.status == 499 } })
      method.open()
      let metrics = String(
        decoding: try await service.send("GET", "/metrics").body, as: UTF8.self)
      #expect(metrics.contains("daefuse_jobs_in_flight 0"))
      #expect(metrics.contains("daefuse_memory_reserved_bytes 0"))
    }
  }

  @Test("A job that takes too long is a 504, and its place is free")
  func jobTime() async throws {
    let method = StandInMethod()
    var settings = method.settings
    (settings.limits.atOnce, settings.limits.jobTime) = (1, .milliseconds(300))
    let parts = try smallPair()
    try await TestService.running(settings) { service, _ in
      let answer = try await service.post("/v1/fuse", parts)
      #expect(answer.status == 504)
      #expect(await eventually { method.running == 0 })
      method.open()
      #expect(try await service.post("/v1/fuse", parts).status == 200)
    }
  }

  @Test("Memory that others have is refused, more than there is never fits")
  func memory() async throws {
    let method = StandInMethod()
    var settings = method.settings
    settings.limits.memoryBytes = 240_000
    let parts = try smallPair()
    try await TestService.running(settings) { service, _ in
      async let first = service.post("/v1/fuse", parts)
      #expect(await eventually { method.running == 1 })
      let second = try await service.post("/v1/fuse", parts)
      #expect(second.status == 429 && second.fields["retry-after"] == "2")
      method.open()
      #expect(try await first.status == 200)
      let large = try Image(
        size: ImageSize(width: 200, height: 200), colorModel: .gray,
        samples: .uint8([UInt8](repeating: 1, count: 40_000))
      ).encoded(as: .png)
      let answer = try await service.post(
        "/v1/fuse", [.file("first", large), .file("second", large)])
      #expect(answer.status == 422)
    }
  }

  @Test("A network that takes more memory a pixel reserves more")
  func memoryOfModel() async throws {
    var settings = TestService.settings
    let usual = settings.models[0]
    settings.models.append(
      ServedModel(
        name: "large", method: usual.method, parameters: nil, summary: "for tests",
        bytesPerPixel: 10_000))
    settings.limits.memoryBytes = 2_000_000
    let parts = try smallPair()
    try await TestService.running(settings) { service, _ in
      let (small, large) = (
        try await service.post("/v1/fuse", parts),
        try await service.post("/v1/fuse?model=large", parts)
      )
      #expect(small.status == 200)
      #expect(large.status == 422 && large.detail?.contains("MiB of memory") == true)
    }
  }

  @Test("Told to end, it finishes what runs and refuses what comes")
  func draining() async throws {
    let method = StandInMethod()
    let parts = try smallPair()
    try await TestService.running(method.settings) { service, stop in
      async let running = service.post("/v1/fuse", parts)
      #expect(await eventually { method.running == 1 })
      stop()
      let isRefusing = try await eventually {
        try await service.send("GET", "/health/ready").status == 503
      }
      #expect(isRefusing)
      let refused = try await service.post("/v1/fuse", parts)
      #expect(refused.status == 503 && refused.fields["retry-after"] != nil)
      #expect(try await service.send("GET", "/health/live").status == 200)
      method.open()
      #expect(try await running.status == 200)
    }
  }

  @Test("An answer that is read slowly holds its memory, and the end of the service waits for it")
  func sending() async throws {
    // More than the system's buffers take.
    let size = ImageSize(width: 2200, height: 2200)
    var generator = SystemRandomNumberGenerator()
    let samples = (0..<size.pixelCount).map { _ in UInt16.random(in: 0...65535, using: &generator) }
    let noise = Image(size: size, colorModel: .gray, samples: .uint16(samples))
    let even = Image(
      size: size, colorModel: .gray,
      samples: .uint16([UInt16](repeating: 9, count: size.pixelCount)))
    let parts = [
      TestService.Part.file("first", try noise.encoded(as: .png)),
      .file("second", try even.encoded(as: .png)),
    ]
    let method = StandInMethod()
    method.open()
    var settings = method.settings
    // Other tests may hold the threads for long.
    (settings.limits.transferTime, settings.limits.drainTime) = (.seconds(600), .seconds(600))
    try await TestService.running(settings) { service, stop in
      #expect(try await service.post("/v1/fuse", try smallPair()).status == 200)
      #expect(try await eventually { try await reservedBytes(service) == 0 })
      let connection = try Connection(port: service.port, room: 4096)
      let request = service.request(
        "POST", "/v1/fuse", fields: TestService.formFields, body: form(parts))
      // From a thread of its own: the service needs those of tasks to take so much.
      Thread { connection.send(request) }.start()
      let start = await connection.receive { !$0.isEmpty }
      #expect(try await reservedBytes(service) > 9_000_000)
      stop()
      let isRefusing = try await eventually {
        try await service.send("GET", "/health/ready").status == 503
      }
      #expect(isRefusing)
      // Longer than clients that do not go are waited for.
      try await Task.sleep(for: .seconds(3))
      let answer = try Answer(start + (await connection.receive()))
      #expect(answer.status == 200)
      #expect(answer.fields["content-length"] == "\(answer.body.count)")
    }
  }

  private func reservedBytes(_ service: TestService) async throws -> Int {
    let metrics = String(
      decoding: try await service.send("GET", "/metrics").body, as: UTF8.self)
    let line = metrics.split(separator: "\n").first {
      $0.hasPrefix("daefuse_memory_reserved_bytes ")
    }
    return line.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? -1
  }
}
