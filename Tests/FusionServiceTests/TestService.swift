// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Foundation
import FusionService
import Synchronization

/// A service on a free port of this machine, which ends with the body of `running`.
struct TestService: Sendable {
  let port: Int
  /// What became of requests.
  let records: Records

  /// Lines about requests.
  final class Records: Sendable {
    private let list = Mutex<[RequestRecord]>([])
    func add(_ record: RequestRecord) { list.withLock { $0.append(record) } }
    var all: [RequestRecord] { list.withLock { $0 } }
  }

  private final class Switch: Sendable {
    let isOn = Mutex(false)
  }

  /// Settings with a quick formula as the network.
  static var settings: ServiceSettings {
    var settings = ServiceSettings(
      models: [
        ServedModel(
          name: "quick", method: ClassicalMethod.average, parameters: 3, summary: "for tests")
      ], version: "1.2.3")
    settings.port = 0
    return settings
  }

  /// Runs a service while `body` asks it; it has ended when this returns.
  ///
  /// - Returns: What `body` returned.
  static func running<Result: Sendable>(
    _ settings: ServiceSettings = settings,
    _ body: @Sendable (_ service: TestService, _ stop: @Sendable () -> Void) async throws -> Result
  ) async throws -> Result {
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    let (stop, records) = (Switch(), Records())
    var settings = settings
    settings.started = { address in
      found.yield(Int(address.split(separator: ":").last ?? "") ?? 0)
    }
    settings.log = { records.add($0) }
    settings.isToStop = { stop.isOn.withLock { $0 } }
    let server = try FusionServer(settings)
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        defer { found.finish() }
        try await server.run()
      }
      guard let port = await ports.first(where: { _ in true }) else {
        try await tasks.waitForAll()
        throw POSIXError(.ECONNREFUSED)
      }
      let end: @Sendable () -> Void = { stop.isOn.withLock { $0 = true } }
      defer { end() }
      let result = try await body(TestService(port: port, records: records), end)
      end()
      try await tasks.waitForAll()
      return result
    }
  }

  /// Sends one request on a connection of its own and takes its answer.
  func send(
    _ method: String = "GET", _ path: String, fields: [String: String] = [:], body: [UInt8]? = nil
  ) async throws -> Answer {
    let connection = try Connection(port: port)
    return try await connection.exchange(
      request(method, path, fields: fields, body: body), isHead: method == "HEAD")
  }

  /// The bytes of a request that ends its connection.
  func request(
    _ method: String, _ path: String, fields: [String: String] = [:], body: [UInt8]? = nil
  ) -> [UInt8] {
    var all = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
    if let body { all["Content-Length"] = "\(body.count)" }
    all.merge(fields) { $1 }
    let lines = all.filter { !$0.value.isEmpty }.map { "\($0.key): \($0.value)\r\n" }.sorted()
    return Array("\(method) \(path) HTTP/1.1\r\n\(lines.joined())\r\n".utf8) + (body ?? [])
  }

  /// Posts a form.
  func post(
    _ path: String, _ parts: [Part], fields: [String: String] = [:]
  ) async throws -> Answer {
    try await send("POST", path, fields: Self.formFields.merging(fields) { $1 }, body: form(parts))
  }

  /// What a form's request says of its body.
  static let formFields = ["Content-Type": "multipart/form-data; boundary=b-b"]

  /// A part of a form.
  struct Part {
    let name: String
    let bytes: [UInt8]
    let isFile: Bool

    static func file(_ name: String, _ bytes: [UInt8]) -> Part {
      Part(name: name, bytes: bytes, isFile: true)
    }
    static func option(_ name: String, _ text: String) -> Part {
      Part(name: name, bytes: Array(text.utf8), isFile: false)
    }
  }
}

/// The body of a form.
func form(_ parts: [TestService.Part]) -> [UInt8] {
  parts.flatMap { part in
    Array(
      "--b-b\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(part.isFile ? "; filename=\"secret.png\"" : "")\r\n\r\n"
        .utf8) + part.bytes + Array("\r\n".utf8)
  } + Array("--b-b--\r\n".utf8)
}
