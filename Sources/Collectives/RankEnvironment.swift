// SPDX-License-Identifier: Apache-2.0

private import Foundation
package import Tensors

/// Which of several processes this one is, by the variables that `torchrun` sets: `RANK`,
/// `WORLD_SIZE`, `LOCAL_RANK`, `MASTER_ADDR` and `MASTER_PORT`. Without them it is the only one.
package struct RankEnvironment: Sendable, Equatable {
  /// This process, from 0.
  package let rank: Int
  /// The number of processes.
  package let size: Int
  /// This process among those of its machine: the GPU it takes.
  package let localRank: Int
  /// Where the processes meet; nil where that is not said.
  package let address: ProcessGroup.Address?

  /// Reads the variables, by default this process's own.
  ///
  /// - Throws: ``RankVariableError`` that names the variable which is missing or makes no sense.
  package init(_ variables: [String: String] = ProcessInfo.processInfo.environment) throws {
    let reader = RankVariables(variables)
    guard reader.areSet else {
      (rank, size, localRank, address) = (0, 1, 0, nil)
      return
    }
    size = try reader.number("WORLD_SIZE", in: 1...Self.largestSize)
    rank = try reader.number("RANK", in: 0...size - 1)
    localRank = try reader.number("LOCAL_RANK", in: 0...size - 1, default: 0)
    address = try reader.address(rank: rank, size: size)
  }

  private static let largestSize = 65536

  /// Joins the other processes, once all are there; this one computes on `device`. One that is not
  /// heard of for `silenceLimit` is lost, as `ProcessGroup` says.
  ///
  /// - Throws: ``RankVariableError`` where it is not said where to meet, `TensorError` where the
  ///   others cannot be reached.
  package func join(
    device: Device = .cpu, silenceLimit: Duration = .seconds(30)
  ) throws -> any Collective {
    if size == 1 { return SingleProcess() }
    guard let address else {
      throw RankVariableError.environment(
        "MASTER_ADDR", "is not set; with WORLD_SIZE=\(size) the host where the ranks meet is wanted"
      )
    }
    return ProcessGroupCollective(
      try ProcessGroup(address, device: device, silenceLimit: silenceLimit))
  }
}
