// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Layers
import Tensors

/// Takes the time and counts the multiply-adds of the parts of a network.
final class StageClock: ModuleObserver, @unchecked Sendable {
  // Unchecked: written and read only by the thread that runs the measured synchronous body.

  /// What a part took; the sum where it ran several times, on tiles.
  struct Reading {
    var seconds = 0.0
    var multiplyAdds = 0
  }

  private let parts: [ObjectIdentifier: [MeasuredPart]]
  private var readings: [MeasuredPart: Reading] = [:]

  private init(_ network: any FusionNetwork) {
    let modules = Dictionary(uniqueKeysWithValues: network.paths.map { ($0.path, $0.module) })
    parts = network.measuredParts.reduce(into: [:]) { parts, line in
      guard let module = modules[line.path] else { return }
      parts[ObjectIdentifier(module), default: []].append(line.part)
    }
  }

  /// What each part of `network` takes in what `body` runs.
  static func readings(
    of network: any FusionNetwork, _ body: () throws -> Void
  ) rethrows -> [MeasuredPart: Reading] {
    let clock = StageClock(network)
    try ModuleObservation.observed(by: clock, body)
    return clock.readings
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
