// SPDX-License-Identifier: Apache-2.0

import Collectives
import Foundation
import Tensors

/// One rank of a test: joins the others as the environment says, does the task that its first
/// argument names, and prints a JSON object of numbers. The second argument is the silence limit in
/// seconds, the third what the task wants to know. An error goes to standard error; exit code 3. A
/// rank whose parent has ended ends, too.
@main
enum RankWorker {
  static func main() {
    endWithParent()
    do {
      try Engine.withThreads(1) { try run(CommandLine.arguments) }
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(3)
    }
  }

  /// A rank waits for others, and would do so for ever where a test run is killed that has frozen
  /// or not started them. The system's own signal at a parent's death (`PR_SET_PDEATHSIG`) comes
  /// when the starting thread ends, and those of tests do.
  private static func endWithParent() {
    let parent = getppid()
    Thread {
      while getppid() == parent { usleep(200_000) }
      _exit(4)
    }.start()
  }

  private static func run(_ arguments: [String]) throws {
    guard arguments.count > 2, let task = Task(rawValue: arguments[1]),
      let limit = Double(arguments[2])
    else { fatalError("usage: RankWorker TASK SECONDS [ARGUMENT]") }
    guard let address = try RankEnvironment().address else { fatalError("MASTER_ADDR is wanted") }
    let argument = arguments.dropFirst(3).first ?? ""
    let device = task.device(ofRank: address.rank, argument)
    let group = try ProcessGroup(address, device: device, silenceLimit: .seconds(limit))
    let report = try withTensorErrors { try task.run(group, argument) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
  }
}

/// Numbers by name, row-major.
typealias Report = [String: [Double]]
