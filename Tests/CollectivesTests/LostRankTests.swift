// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// A rank that is lost ends the others with an error that names it, in 1.6 times the silence limit.
@Suite("lost ranks", .serialized, .tags(.endToEnd))
struct LostRankTests {
  private static let limit = 3.0

  @Test(
    "the others name it in time",
    arguments: ["kill:1", "kill:0", "stop:1", "stop:0", "leave:2"])
  func named(_ how: String) throws {
    try lose(how, onGPUs: false)
  }

  @Test(
    "they do while NCCL waits for it", .enabled(if: CUDAStandIn.isWanted, CUDAStandIn.advice),
    arguments: ["kill:1:cuda", "stop:0:cuda"])
  func namedOnGPUs(_ how: String) throws {
    try lose(how, onGPUs: true)
  }

  private func lose(_ how: String, onGPUs: Bool) throws {
    let ranks = try Ranks.run(3, "lose", how, silenceLimit: Self.limit, onGPUs: onGPUs)
    let victim = try #require(Int(how.split(separator: ":")[1]))
    for (rank, outcome) in ranks.enumerated() where rank != victim {
      #expect(outcome.status == 0, "rank \(rank): \(outcome.errors)")
      #expect(
        outcome.errors.contains("rank \(victim) of 3 has not been heard of for "),
        "rank \(rank): \(outcome.errors)")
      let seconds = try #require(outcome["seconds"].first)
      #expect(seconds < 1.6 * Self.limit, "rank \(rank)")
    }
  }

  /// What a test run starts must not outlive it.
  @Test("a rank whose parent is killed ends, too", .timeLimit(.minutes(1)))
  func orphan() throws {
    let (parent, output, port) = (Process(), Pipe(), try freePort())
    parent.executableURL = URL(filePath: "/bin/sh")
    parent.arguments = ["-c", #""$0" sum 60 & echo $!; wait"#, Ranks.path]
    parent.environment = ProcessInfo.processInfo.environment.merging([
      "RANK": "0", "WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1",
      "MASTER_PORT": "\(port)",
    ]) { $1 }
    parent.standardOutput = output
    parent.standardError = FileHandle.nullDevice
    try parent.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let rank = try #require(pid_t(line.trimmingCharacters(in: .newlines)))
    defer { kill(rank, SIGKILL) }
    // Once it waits for others it also knows its parent.
    while try !isListening(at: Int(port)) { usleep(20_000) }
    try #require(try isRunning(rank))
    kill(parent.processIdentifier, SIGKILL)
    let deadline = ContinuousClock.now + .seconds(10)
    while try isRunning(rank), ContinuousClock.now < deadline { usleep(20_000) }
    #expect(try !isRunning(rank))
  }

  /// Whether a process of this machine waits for others at a port.
  private func isListening(at port: Int) throws -> Bool {
    let end = String(format: ":%04X", port)
    return try ["/proc/net/tcp", "/proc/net/tcp6"].contains { table in
      try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n").contains {
        let fields = $0.split(separator: " ")
        return fields.count > 3 && fields[1].hasSuffix(end) && fields[3] == "0A"
      }
    }
  }

  /// Whether a process is there and not one that has ended and waits to be asked for.
  private func isRunning(_ process: pid_t) throws -> Bool {
    let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return status.map { $0.split(separator: ") ").last?.hasPrefix("Z") == false } ?? false
  }

  @Test("ranks that never come are named")
  func missing() throws {
    let port = try freePort()
    let rank = try Ranks.start(
      ["sum", "1"],
      [
        "RANK": "0", "WORLD_SIZE": "3", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": "\(port)",
      ])
    let outcome = try rank.finish()
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("of 3 ranks, 1, 2 did not come within 1.0 s"))
  }

  @Test("the store listens at the given address alone", arguments: ["127.0.0.1", "localhost"])
  func listens(_ host: String) throws {
    let port = try freePort()
    let rank = try Ranks.start(
      ["sum", "60"],
      ["RANK": "0", "WORLD_SIZE": "2", "MASTER_ADDR": host, "MASTER_PORT": "\(port)"])
    defer { rank.process.terminate() }
    var places: [String] = []
    while places.isEmpty, rank.process.isRunning { places = try Self.listeners(at: port) }
    let loopback = ["0100007F", "00000000000000000000000001000000"]
    #expect(!places.isEmpty && places.allSatisfy(loopback.contains), "\(places)")
  }

  /// The addresses at which anyone listens at a port, as Linux prints them.
  private static func listeners(at port: UInt16) throws -> [String] {
    let wanted = String(format: "%04X", port)
    return try ["tcp", "tcp6"].flatMap { table in
      try String(contentsOfFile: "/proc/net/\(table)", encoding: .utf8).split(separator: "\n")
        .compactMap { line in
          let fields = line.split(separator: " ")
          let place = fields[1].split(separator: ":").map(String.init)
          return fields[3] == "0A" && place.last == wanted ? place.first : nil
        }
    }
  }

  @Test("a store that cannot be reached is named by its address")
  func unreachable() throws {
    let port = try freePort()
    let rank = try Ranks.start(
      ["sum", "1"],
      [
        "RANK": "1", "WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": "\(port)",
      ])
    let outcome = try rank.finish()
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("127.0.0.1:\(port) could not be reached within 1.0 s"))
  }
}
