// SPDX-License-Identifier: Apache-2.0

/// What a fresh process takes.
struct StartUpMeasurement {
  /// Seconds of two processes.
  struct Run {
    /// One that loads LibTorch and does little else.
    let loading: Double
    /// One that fuses a small pair.
    let whole: Double
  }

  let runs: [Run]
}
