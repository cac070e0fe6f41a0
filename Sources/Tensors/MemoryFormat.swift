// SPDX-License-Identifier: Apache-2.0

/// The order of a tensor's elements in memory.
package enum MemoryFormat: Int32, Sendable {
  /// Row-major: the last dimension is densest.
  case contiguous
  /// `[N, C, H, W]` stored as N, H, W, C: the channels of a pixel lie together.
  case channelsLast
}
