// SPDX-License-Identifier: Apache-2.0

/// Numbers on their way into a network or out of it.
struct HostArray: Sendable, Equatable {
  /// The size of each dimension.
  let shape: [Int]
  /// Row-major.
  let values: [Float]
}
