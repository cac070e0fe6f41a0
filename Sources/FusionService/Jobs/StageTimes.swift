// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How long each stage of a job took, for the field `Server-Timing`.
struct StageTimes: Sendable {
  /// The stages so far, in order.
  private(set) var stages: [(name: String, time: Duration)]
  private var last = ContinuousClock.now

  /// A job that waited so long for its turn, and begins now.
  init(queue: Duration) { stages = [("queue", queue)] }

  /// A stage ends, and the next one begins.
  mutating func end(_ name: String) {
    let now = ContinuousClock.now
    stages.append((name, now - last))
    last = now
  }

  /// The time of a stage; zero for one that was left out.
  subscript(name: String) -> Duration { stages.first { $0.name == name }?.time ?? .zero }

  /// `queue;dur=0.0, decode;dur=3.1`.
  var field: String {
    stages.map { $0.name + String(format: ";dur=%.1f", $0.time / .milliseconds(1)) }
      .joined(separator: ", ")
  }
}
