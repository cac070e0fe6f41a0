// SPDX-License-Identifier: Apache-2.0

import Tensors

/// Reads the variables of ``RankEnvironment``.
struct RankVariables {
  private static let names = ["RANK", "WORLD_SIZE", "LOCAL_RANK", "MASTER_ADDR", "MASTER_PORT"]

  private let values: [String: String]

  init(_ variables: [String: String]) {
    values = variables.filter { Self.names.contains($0.key) || $0.key.hasPrefix("TORCHELASTIC_") }
  }

  /// Whether any is set, and so all have to be.
  var areSet: Bool { Self.names.contains { values[$0] != nil } }

  /// A whole number, which has to be there unless there is a default.
  func number(
    _ name: String, in range: ClosedRange<Int>, default fallback: Int? = nil
  ) throws -> Int {
    guard let text = values[name] else {
      if let fallback { return fallback }
      throw missing(name)
    }
    guard let value = Int(text), range.contains(value) else {
      throw RankVariableError.environment(
        name,
        "is \"\(text)\"; a whole number from \(range.lowerBound) to \(range.upperBound) is wanted")
    }
    return value
  }

  /// Where the ranks meet; nil where neither host nor port is set.
  func address(rank: Int, size: Int) throws -> ProcessGroup.Address? {
    if values["MASTER_ADDR"] == nil && values["MASTER_PORT"] == nil { return nil }
    guard let host = values["MASTER_ADDR"] else { throw missing("MASTER_ADDR") }
    guard !host.isEmpty else {
      throw RankVariableError.environment("MASTER_ADDR", "is empty; a host's name is wanted")
    }
    let port = try number("MASTER_PORT", in: 1...65535)
    // torchrun has a store open at that port already, unless told otherwise, and uses it for each
    // of its attempts.
    let launcherHostsStore = values["TORCHELASTIC_USE_AGENT_STORE"] == "True"
    return ProcessGroup.Address(
      host: host, port: UInt16(port), rank: rank, size: size,
      hostsStore: rank == 0 && !launcherHostsStore,
      keyPrefix: "daefuse/\(values["TORCHELASTIC_RESTART_COUNT"] ?? "0")")
  }

  private func missing(_ name: String) -> RankVariableError {
    let found = Self.names.filter { values[$0] != nil }.joined(separator: ", ")
    return .environment(
      name,
      "is not set, but \(found) is; all of RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT"
        + " are wanted, as torchrun sets them, or none")
  }
}
