// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing

@testable import FusionService

@Suite(.tags(.endToEnd)) struct DescriptionTests {
  @Test("The description has every route")
  func routes() async throws {
    let answer = try await TestService.running { service, _ in
      try await service.send("GET", "/openapi.json")
    }
    let paths = try #require(answer.json()["paths"] as? [String: Any])
    let routes = allRoutes(try ServiceState(TestService.settings)).map(\.path)
    let described = Set(paths.keys.map { $0.replacingOccurrences(of: "{name}", with: "*") })
    #expect(described == Set(routes).subtracting(["/", "/page/*"]))
  }

  @Test(
    "The description is valid, and the service keeps to it",
    .enabled(if: hasPackages, "schemathesis is not here; Scripts/setup --tests gets it"))
  func kept() async throws {
    let (status, output) = try await TestService.running { service, _ in
      try await Self.check("http://127.0.0.1:\(service.port)")
    }
    #expect(status == 0, "\(output)")
    #expect(output.contains("12 passed"), "\(output)")
  }

  private static let hasPackages = FileManager.default.fileExists(
    atPath: Repository.path(".cache/python-service/schemathesis"))

  /// Runs the script without keeping a thread; its status and what it printed.
  private static func check(_ address: String) async throws -> (Int32, String) {
    try await withTemporaryFolder { (folder: String) async throws in
      let log = URL(filePath: "\(folder)/log")
      try Data().write(to: log)
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", Repository.path("Tests/Service/check-description"), address]
      let output = try FileHandle(forWritingTo: log)
      (process.standardOutput, process.standardError) = (output, output)
      let (ends, ended) = AsyncStream.makeStream(of: Void.self)
      process.terminationHandler = { _ in ended.finish() }
      try process.run()
      for await _ in ends {}
      return (process.terminationStatus, try String(contentsOf: log, encoding: .utf8))
    }
  }
}
