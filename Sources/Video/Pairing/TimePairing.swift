// SPDX-License-Identifier: Apache-2.0

/// Which frames of two sources belong together, by their times.
public struct TimePairing: Sendable, Hashable {
  /// How far apart two frames may be that make a pair; nil: half the longer of both sources' times
  /// from frame to frame.
  public var tolerance: Duration?
  /// What is added to the second source's times.
  public var offset: Duration = .zero
  /// By how much the second source's clock is slow, as a share: its times are multiplied by one and
  /// this. 30 frames a second that are 29.83 by the first one's clock: 0.0057.
  public var drift = 0.0
  /// Whether the drift is found while a film runs, from motion that both cameras see; ``drift`` is
  /// what it begins with. Live sources share a clock and have none.
  public var findsDrift = false
  /// How old a frame of the second source may be that stands in for one that does not come: thermal
  /// cameras stop for half a second to calibrate.
  public var hold: Duration = .milliseconds(500)

  /// All settings at their defaults.
  public init() {}

  /// A time of the second source by the first one's clock.
  func time(_ second: Duration) -> Duration {
    drift == 0 ? second + offset : second * (1 + drift) + offset
  }
}
