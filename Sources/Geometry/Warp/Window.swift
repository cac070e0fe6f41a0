// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The pixels of an image that one of the result is made of. Beyond the border its pixels are
/// repeated.
struct Window {
  private var column = 0
  private var row = 0
  private var columns: [Float]
  private var rows: [Float]

  init(_ across: CubicKernel, _ down: CubicKernel) {
    columns = Array(repeating: 0, count: across.tapCount)
    rows = Array(repeating: 0, count: down.tapCount)
  }

  /// Goes to a place.
  mutating func move(to place: SIMD2<Double>, _ across: CubicKernel, _ down: CubicKernel) {
    column = across.fill(&columns, around: place.x)
    row = down.fill(&rows, around: place.y)
  }

  /// The value of a channel.
  func sum<Sample: WarpedSample>(
    _ values: UnsafeBufferPointer<Sample>, _ size: ImageSize, channels: Int, _ channel: Int
  ) -> Float {
    var sum: Float = 0
    for (y, weight) in rows.enumerated() {
      let start = min(max(row + y, 0), size.height - 1) * size.width
      var line: Float = 0
      for (x, weight) in columns.enumerated() {
        let pixel = start + min(max(column + x, 0), size.width - 1)
        line += weight * values[pixel * channels + channel].number
      }
      sum += weight * line
    }
    return sum
  }

  /// Whether one of them shows nothing.
  func touches(_ isInvalid: UnsafeBufferPointer<Bool>, _ size: ImageSize) -> Bool {
    for (y, weight) in rows.enumerated() where weight != 0 {
      let start = min(max(row + y, 0), size.height - 1) * size.width
      for (x, weight) in columns.enumerated() where weight != 0 {
        if isInvalid[start + min(max(column + x, 0), size.width - 1)] { return true }
      }
    }
    return false
  }
}
