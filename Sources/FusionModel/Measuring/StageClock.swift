import Tensors

/// Takes the time and counts the multiply-adds of each stage of the networks that run under it.
final class StageClock: @unchecked Sendable {
  // Unchecked: written and read only by the thread that runs the measured synchronous body.

  /// What a stage took; the sum where it ran several times, on tiles.
  struct Reading {
    var seconds = 0.0
    var multiplyAdds = 0
  }

  private var readings: [FusionStage: Reading] = [:]

  @TaskLocal fileprivate static var current: StageClock?

  /// The readings of the stages that `body` runs.
  static func readings(_ body: () throws -> Void) rethrows -> [FusionStage: Reading] {
    let clock = StageClock()
    try $current.withValue(clock, operation: body)
    return clock.readings
  }

  fileprivate func time(_ stage: FusionStage, _ body: () -> Tensor) -> Tensor {
    var output: Tensor?
    let start = ContinuousClock.now
    let multiplyAdds = countingMultiplyAdds { output = body() }
    guard let output else { preconditionFailure("the body ran") }
    output.waitUntilComputed()
    readings[stage, default: Reading()].seconds += (ContinuousClock.now - start) / .seconds(1)
    readings[stage, default: Reading()].multiplyAdds += multiplyAdds
    return output
  }
}

/// Runs a stage of the network; only under a ``StageClock`` does it do more than that.
func timed(_ stage: FusionStage, _ body: () -> Tensor) -> Tensor {
  guard let clock = StageClock.current else { return body() }
  return clock.time(stage, body)
}
