// SPDX-License-Identifier: Apache-2.0

/// The time from frame to frame of a source, which a pause does not change.
struct FramePeriod {
  private var steps: [Duration] = []

  /// Counts a step.
  mutating func add(_ step: Duration) {
    if steps.count == 9 { steps.removeFirst() }
    steps.append(step)
  }

  /// The median of the last nine steps; that of 25 frames a second where there are none.
  var median: Duration {
    steps.isEmpty ? .milliseconds(40) : steps.sorted()[(steps.count - 1) / 2]
  }
}
