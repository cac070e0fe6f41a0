// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Layers
import Tensors

/// Takes the time and counts the multiply-adds of the parts of a network.
final class StageClock: ModuleObserver, @unchecked Sendable {
  // Unchecked: written by the actor that calls the network, read by the task that has waited for
  // it.

  /// What a part took; the sum where it ran several times, on tiles.
  struct Reading {
    var seconds = 0.0
    var multiplyAdds = 0
  }

  /// What is measured, in the order in which a pair goes through it; a part may come twice.
  let order: [MeasuredPart]
  private let parts: [ObjectIdentifier: [MeasuredPart]]
  private var readings: [MeasuredPart: Reading] = [:]

  /// A clock for a network.
  init(_ network: any FusionNetwork) {
    order = network.measuredParts.map(\.part)
    let modules = Dictionary(uniqueKeysWithValues: network.paths.map { ($0.path, $0.module) })
    parts = network.measuredParts.reduce(into: [:]) { parts, line in
      guard let module = modules[line.path] else { return }
      parts[ObjectIdentifier(module), default: []].append(line.part)
    }
  }

  /// What each part of the network takes in what `body` runs, and waits for.
  func readings(of body: () async throws -> Void) async rethrows -> [MeasuredPart: Reading] {
    readings = [:]
    try await ModuleObservation.observed(by: self, body)
    return readings
  }

  func observe<Output: Computed>(_ module: Module, _ call: () -> Output) -> Output {
    guard let parts = parts[ObjectIdentifier(module)] else { return call() }
    var output: Output?
    let start = ContinuousClock.now
    let multiplyAdds = countingMultiplyAdds { output = call() }
    guard let output else { preconditionFailure("the call ran") }
    output.waitUntilComputed()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    for part in parts {
      readings[part, default: Reading()].seconds += seconds
      readings[part, default: Reading()].multiplyAdds += multiplyAdds
    }
    return output
  }
}
