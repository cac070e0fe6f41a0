// SPDX-License-Identifier: Apache-2.0

/// How slowly the brightness of a fused film follows its cameras.
public struct Steadiness: Sendable, Hashable {
  /// The time in which a range goes 0.63 of its way to that of the newest frame; above 0.
  public var timeConstant: Duration

  /// - Precondition: `timeConstant` is above 0.
  public init(timeConstant: Duration = .seconds(1)) {
    precondition(timeConstant > .zero, "Steadiness: a time constant of \(timeConstant)")
    self.timeConstant = timeConstant
  }
}
