// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The learning rate of each step, a function of the step alone, so that it needs no state.
package enum LearningRateSchedule: Codable, Sendable, Equatable {
  /// The same throughout.
  case constant(rate: Double)
  /// Multiplied by `factor` every `interval` steps, never below `floor`.
  case stepped(rate: Double, factor: Double, interval: Int, floor: Double)
  /// A rise over `warmUp` steps in equal parts, then half a cosine from `rate` down to `floor`,
  /// which is reached after `steps`.
  case cosine(rate: Double, warmUp: Int, steps: Int, floor: Double)
  /// `torch.optim.lr_scheduler.OneCycleLR` with its cosine annealing (Smith and Topin 2018): from
  /// `peak / 25` up to `peak` at `rise` of the way, then down to `peak / 25e4`.
  case oneCycle(peak: Double, steps: Int, rise: Double)

  /// The rate of step `step`, counted from 0.
  package func rate(at step: Int) -> Double {
    switch self {
    case .constant(let rate): rate
    case .stepped(let rate, let factor, let interval, let floor):
      max(rate * pow(factor, Double(step / interval)), floor)
    case .cosine(let rate, let warmUp, let steps, let floor):
      step < warmUp
        ? rate * Double(step + 1) / Double(warmUp)
        : Self.anneal(
          from: rate, to: floor,
          Double(step - warmUp) / Double(max(steps - warmUp, 1)))
    case .oneCycle(let peak, let steps, let rise):
      Self.oneCycle(peak: peak, steps: steps, rise: rise, step: step)
    }
  }

  private static func oneCycle(peak: Double, steps: Int, rise: Double, step: Int) -> Double {
    let first = peak / 25
    let top = rise * Double(steps) - 1
    let last = Double(steps - 1)
    let step = Double(step)
    // Where the rise takes less than a step, the first one is at the peak.
    return step <= top && top > 0
      ? anneal(from: first, to: peak, step / top)
      : anneal(from: peak, to: first / 1e4, (step - top) / (last - top))
  }

  /// Half a cosine from one value to the other; `share` of the way, kept within 0...1.
  private static func anneal(from start: Double, to end: Double, _ share: Double) -> Double {
    end + (start - end) / 2 * (1 + cos(.pi * min(max(share, 0), 1)))
  }
}
