// SPDX-License-Identifier: Apache-2.0

/// `a` at 0, `b` at 1, straight between.
func mix(_ a: Float, _ b: Float, _ share: Float) -> Float { a + (b - a) * share }

/// `a` at 0, `b` at 1, straight between, channel by channel.
func mix(_ a: Color, _ b: Color, _ share: Float) -> Color { a + (b - a) * share }

/// From 0 to 1 with level ends (the cubic 3t^2 - 2t^3); constant outside.
func ease(_ t: Float) -> Float {
  let t = min(max(t, 0), 1)
  return t * t * (3 - 2 * t)
}
