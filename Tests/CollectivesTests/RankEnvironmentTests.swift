// SPDX-License-Identifier: Apache-2.0

import Collectives
import Tensors
import TestSupport
import Testing

@Suite("the launcher's variables", .tags(.unit))
struct RankEnvironmentTests {
  private static let complete = [
    "RANK": "1", "WORLD_SIZE": "3", "LOCAL_RANK": "1", "MASTER_ADDR": "node0",
    "MASTER_PORT": "29500",
  ]

  @Test("none is one process, which takes all")
  func none() throws {
    let environment = try RankEnvironment(["PATH": "/bin"])
    #expect(environment.rank == 0 && environment.size == 1 && environment.localRank == 0)
    #expect(environment.address == nil)
  }

  @Test("all are read as torchrun sets them")
  func all() throws {
    let environment = try RankEnvironment(Self.complete)
    #expect(environment.rank == 1 && environment.size == 3 && environment.localRank == 1)
    let address = try #require(environment.address)
    #expect(address.host == "node0" && address.port == 29500)
    #expect(!address.hostsStore)
    #expect(try makeAddress(["RANK": "0"]).hostsStore, "rank 0 opens the store")
    let launched = try makeAddress([
      "RANK": "0", "TORCHELASTIC_USE_AGENT_STORE": "True", "TORCHELASTIC_RESTART_COUNT": "2",
    ])
    #expect(!launched.hostsStore, "torchrun has opened it")
    #expect(launched.keyPrefix != address.keyPrefix)
  }

  private func makeAddress(_ changes: [String: String]) throws -> ProcessGroup.Address {
    try #require(try RankEnvironment(Self.complete.merging(changes) { $1 }).address)
  }

  @Test(
    "half of them, or nonsense, is an error that names the variable",
    arguments: [
      ("RANK", nil), ("WORLD_SIZE", nil), ("MASTER_ADDR", nil), ("MASTER_PORT", nil),
      ("RANK", "3"), ("RANK", "-1"), ("RANK", "one"), ("RANK", ""), ("WORLD_SIZE", "0"),
      ("WORLD_SIZE", "2.5"), ("LOCAL_RANK", "x"), ("LOCAL_RANK", "3"), ("MASTER_ADDR", ""),
      ("MASTER_PORT", "0"), ("MASTER_PORT", "65536"), ("MASTER_PORT", "http"),
    ] as [(String, String?)])
  func nonsense(_ name: String, _ value: String?) throws {
    var variables = Self.complete
    variables[name] = value
    let error = try #require(throws: RankVariableError.self) { try RankEnvironment(variables) }
    #expect(error.code == .environment && error.variable == name)
    #expect(error.description.hasPrefix("\(name) is "))
    if let value, !value.isEmpty { #expect(error.description.contains("\"\(value)\"")) }
  }

  @Test("where to meet is wanted only by those who meet")
  func noAddress() throws {
    let environment = try RankEnvironment(["RANK": "0", "WORLD_SIZE": "2"])
    let error = try #require(throws: RankVariableError.self) { try environment.join() }
    #expect(error.variable == "MASTER_ADDR" && error.description.contains("WORLD_SIZE=2"))
  }
}
