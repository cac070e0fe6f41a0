// SPDX-License-Identifier: Apache-2.0

/// A lower and an upper end.
struct Bounds {
  let low: Double
  let high: Double
}
