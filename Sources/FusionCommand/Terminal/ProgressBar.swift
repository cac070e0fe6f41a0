// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How far a run over pairs is, on the ``StatusLine``.
struct ProgressBar {
  let count: Int
  private let width = 30

  init(count: Int) {
    self.count = count
  }

  /// Draws `done` of `count`, with pairs a second.
  func show(_ done: Int, rate: Double) {
    let filled = done * width / max(count, 1)
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    let rate = String(format: "%.1f", rate)
    StatusLine.show("[\(bar)] \(done)/\(count)  \(rate) pairs/s")
  }

  /// Takes the line away.
  func clear() {
    StatusLine.clear()
  }
}
