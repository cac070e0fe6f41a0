// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import Synchronization
import TestBasics
import Testing
import Video

@testable import FusionService

@Suite(.tags(.endToEnd), .timeLimit(.minutes(10))) struct LiveTests {
  /// What was told of sources.
  private final class Lines: Sendable {
    private let list = Mutex<[String]>([])
    func add(_ line: String) { list.withLock { $0.append(line) } }
    var all: [String] { list.withLock { $0 } }
  }

  private let visible = TestCamera(level: 40)
  private let infrared = TestCamera(level: 80, host: "thermal.example")

  private var settings: ServiceSettings {
    var settings = TestService.settings
    settings.live = [LiveSource(name: "gate", first: visible, second: infrared)]
    return settings
  }

  /// How the source stands, as /v1/models tells.
  private func condition(_ service: TestService) async throws -> String? {
    let models = try await service.send("GET", "/v1/models").json()
    return (models["live"] as? [[String: Any]])?.first?["state"] as? String
  }

  /// A stream and its first bytes, with so many pictures. Where other tests hold the threads a
  /// picture grows old before it is asked for, and the service refuses: asked again.
  private func stream(
    _ service: TestService, pictures: Int = 1
  ) async throws -> (connection: Connection, bytes: [UInt8]) {
    let isThere = { @Sendable (bytes: [UInt8]) in
      Self.count(of: "--picture\r\n", in: bytes) >= pictures
    }
    while true {
      let connection = try Connection(port: service.port)
      connection.send(service.request("GET", "/v1/live/gate.mjpeg"))
      let bytes = await connection.receive(isEnough: isThere)
      if isThere(bytes) { return (connection, bytes) }
    }
  }

  @Test("Live cameras are shown as a stream and as pictures")
  func shown() async throws {
    let wanted = UInt8(60)
    try await TestService.running(settings) { service, _ in
      #expect(try await eventually { try await condition(service) == "live" })
      var snapshot = try await service.send("GET", "/v1/live/gate/snapshot.png")
      while snapshot.status == 503 {
        snapshot = try await service.send("GET", "/v1/live/gate/snapshot.png")
      }
      let image = try Image(encoded: snapshot.body, path: "snapshot")
      #expect(image.size == TestCamera.size)
      #expect(image.samples == .uint8([UInt8](repeating: wanted, count: image.size.pixelCount)))
      let (stream, bytes) = try await stream(service, pictures: 4)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.lowercased().contains("content-type: multipart/x-mixed-replace"))
      #expect(text.contains("Content-Length: "))
      stream.leave()
      #expect(try await service.send("GET", "/v1/live/other.mjpeg").status == 404)
      #expect(try await service.send("GET", "/v1/live/gate%2Fx.mjpeg").status == 404)
    }
  }

  @Test("A camera that goes is lost, ends its streams, is told of, and comes back")
  func lost() async throws {
    let lines = Lines()
    var settings = settings
    settings.tell = { lines.add($0) }
    try await TestService.running(settings) { service, _ in
      #expect(try await eventually { try await condition(service) == "live" })
      let stream = try await stream(service).connection
      visible.plug(false)
      let end = "--picture--\r\n"
      #expect(Self.count(of: end, in: await stream.receive { $0.count > 1_000_000 }) == 1)
      #expect(try await eventually { try await condition(service) == "lost" })
      let refused = try await service.send("GET", "/v1/live/gate/snapshot.png")
      #expect(refused.status == 503 && refused.fields["retry-after"] == "2")
      #expect(refused.detail?.contains("camera.example") == false)
      #expect(lines.all.contains { $0.hasPrefix("gate: ") && $0.contains("camera.example") })
      visible.plug(true)
      #expect(try await eventually { try await condition(service) == "live" })
    }
  }

  @Test("Where the second camera alone goes, streams go on with the first one")
  func secondLost() async throws {
    let lines = Lines()
    var settings = settings
    settings.tell = { lines.add($0) }
    try await TestService.running(settings) { service, _ in
      #expect(try await eventually { try await condition(service) == "live" })
      let connection = try await stream(service).connection
      async let bytes = connection.receive { _ in
        lines.all.contains { $0.contains("Waiting for") && $0.contains("thermal.example") }
      }
      infrared.plug(false)
      #expect(Self.count(of: "--picture--\r\n", in: await bytes) == 0)
      let rest = await connection.receive { Self.count(of: "--picture\r\n", in: $0) >= 20 }
      #expect(Self.count(of: "--picture--\r\n", in: rest) == 0)
      #expect(Self.count(of: "--picture\r\n", in: rest) >= 20)
    }
  }

  @Test("A service that ends ends its streams, and cameras that are not there keep nobody")
  func ending() async throws {
    var settings = settings
    // Other tests may hold the threads for long.
    settings.limits.drainTime = .seconds(600)
    let absent = TestCamera(level: 1)
    absent.plug(false)
    settings.live.append(LiveSource(name: "absent", first: absent, second: absent))
    let bytes = try await TestService.running(settings) { service, stop in
      #expect(try await eventually { try await condition(service) == "live" })
      #expect(try await service.send("GET", "/v1/live/absent.mjpeg").status == 503)
      let stream = try await stream(service).connection
      stop()
      return await stream.receive { $0.count > 1_000_000 }
    }
    #expect(Self.count(of: "--picture--\r\n", in: bytes) == 1)
  }

  @Test("With a token, live sources want it")
  func token() async throws {
    var settings = settings
    settings.token = "0123456789abcdef"
    try await TestService.running(settings) { service, _ in
      for path in ["/v1/live/gate.mjpeg", "/v1/live/gate/snapshot.png"] {
        let answer = try await service.send("GET", path)
        #expect(answer.status == 401)
      }
    }
  }

  @Test("A film is shown at its own pace")
  func film() async throws {
    let feed = LiveFeed("film")
    let writer = LiveSink(feed: feed, isPaced: true).open(
      like: try frame(at: .seconds(3)), rate: .usual)
    let start = ContinuousClock.now
    for index in 0..<4 { try writer.write(try frame(at: .seconds(3) + .milliseconds(100) * index)) }
    #expect(ContinuousClock.now - start >= .milliseconds(300))
    #expect(feed.newest.condition == .live)
  }

  @Test func names() {
    for name in ["gate", "Gate-2_b"] { #expect(LiveSource.isName(name)) }
    for name in ["", "a/b", "a.b", "ä", "a b", "%41"] { #expect(!LiveSource.isName(name)) }
  }

  private func frame(at time: Duration) throws -> VideoFrame {
    VideoFrame(
      image: Image(
        size: TestCamera.size, colorModel: .gray,
        samples: .uint8([UInt8](repeating: 9, count: TestCamera.size.pixelCount))), time: time)
  }

  private static func count(of pattern: String, in bytes: [UInt8]) -> Int {
    // The pictures are no text, and one byte is one character of this.
    let text = String(bytes: bytes, encoding: .isoLatin1) ?? ""
    return text.components(separatedBy: pattern).count - 1
  }
}
