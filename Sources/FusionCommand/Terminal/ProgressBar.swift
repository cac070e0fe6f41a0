// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How far a run is, on the ``StatusLine``.
struct ProgressBar {
  let count: Int
  private let unit: String
  private let width = 30

  /// A bar of `count` of what `unit` says.
  init(count: Int, unit: String = "pairs") {
    (self.count, self.unit) = (count, unit)
  }

  /// Draws `done` of `count`, with the rate a second.
  func show(_ done: Int, rate: Double) {
    let filled = done * width / max(count, 1)
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    let rate = String(format: "%.1f", rate)
    StatusLine.show("[\(bar)] \(done)/\(count)  \(rate) \(unit)/s")
  }

  /// Takes the line away.
  func clear() {
    StatusLine.clear()
  }
}
