// SPDX-License-Identifier: Apache-2.0

/// Measures from when it was made.
struct Stopwatch {
  private let start = ContinuousClock.now

  var milliseconds: Double { (ContinuousClock.now - start).milliseconds }
}

extension Duration {
  /// With thousandths.
  var milliseconds: Double { Double(self / .microseconds(1)) / 1000 }
}
