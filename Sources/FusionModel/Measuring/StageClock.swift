// SPDX-License-Identifier: Apache-2.0

import Tensors

/// Takes the time and counts the multiply-adds of each stage of the networks that run under it, and of
/// the blocks of each.
final class StageClock: @unchecked Sendable {
  // Unchecked: written and read only by the thread that runs the measured synchronous body.

  /// A stage, or a block of one.
  struct Part: Hashable {
    let stage: FusionStage
    var block: String?
  }

  /// What a part took; the sum where it ran several times, on tiles.
  struct Reading {
    var seconds = 0.0
    var multiplyAdds = 0
  }

  /// What each part took, and the parts in the order in which they ended.
  struct Readings {
    fileprivate(set) var parts: [Part] = []
    private var readings: [Part: Reading] = [:]

    subscript(_ part: Part) -> Reading { readings[part] ?? Reading() }

    fileprivate mutating func add(_ reading: Reading, to part: Part) {
      if readings[part] == nil { parts.append(part) }
      readings[part, default: Reading()].seconds += reading.seconds
      readings[part, default: Reading()].multiplyAdds += reading.multiplyAdds
    }
  }

  private var readings = Readings()

  @TaskLocal fileprivate static var current: StageClock?

  /// The readings of the parts that `body` runs.
  static func readings(_ body: () throws -> Void) rethrows -> Readings {
    let clock = StageClock()
    try $current.withValue(clock, operation: body)
    return clock.readings
  }

  fileprivate func time(_ part: Part, _ body: () -> Tensor) -> Tensor {
    var output: Tensor?
    let start = ContinuousClock.now
    let multiplyAdds = countingMultiplyAdds { output = body() }
    guard let output else { preconditionFailure("the body ran") }
    output.waitUntilComputed()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    readings.add(Reading(seconds: seconds, multiplyAdds: multiplyAdds), to: part)
    return output
  }
}

/// Runs a stage of the network, or a block of one; only under a ``StageClock`` does it do more.
func timed(
  _ stage: FusionStage, block: @autoclosure () -> String? = nil, _ body: () -> Tensor
) -> Tensor {
  guard let clock = StageClock.current else { return body() }
  return clock.time(StageClock.Part(stage: stage, block: block()), body)
}
