// SPDX-License-Identifier: Apache-2.0

/// A frame of the first source, and what the second one has for it.
struct FrameMatch: Sendable {
  /// The first source's frame.
  var first: VideoFrame
  /// The second source's; nil where none is near enough.
  let second: VideoFrame?
  /// By how much the second one is later, by the first one's clock; nil where there is none.
  let skew: Duration?
  /// Whether the second one is an older one that is held.
  let isHeld: Bool
}
