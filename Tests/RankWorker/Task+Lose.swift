// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tensors

extension Task {
  /// Loses a rank after a few sums: `kill:1` ends the process of rank 1, `stop:1` freezes it,
  /// `leave:2` has it go without a word; what they add up is a GPU's for `kill:1:cuda`. The others
  /// report how long it took them to be told, in seconds, and what, on standard error.
  func lose(_ group: ProcessGroup, _ argument: String) throws -> Report {
    let parts = argument.split(separator: ":")
    guard parts.count > 1, let victim = Int(parts[1]) else { fatalError("HOW:RANK is wanted") }
    let numbers = Tensor.ones([1000], device: device(ofRank: group.rank, argument))
    for _ in 0..<3 { try group.allReduce_(numbers) }
    if group.rank == victim { Self.end(parts[0]) }
    let clock = ContinuousClock()
    let start = clock.now
    do {
      while true { try group.allReduce_(numbers) }
    } catch let error as TensorError {
      let elapsed = (clock.now - start) / .seconds(1)
      FileHandle.standardError.write(Data("\(error.message)\n".utf8))
      return ["seconds": [elapsed]]
    }
  }

  private static func end(_ how: Substring) {
    switch how {
    case "kill": kill(getpid(), SIGKILL)
    case "stop": kill(getpid(), SIGSTOP)
    default: exit(0)
    }
  }
}
