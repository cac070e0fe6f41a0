// SPDX-License-Identifier: Apache-2.0

/// Cubic convolution with a = -1/2: k(t) = 3/2 |t|^3 - 5/2 |t|^2 + 1 up to 1, and
/// -1/2 |t|^3 + 5/2 |t|^2 - 4 |t| + 2 from there to 2 (Keys, Cubic convolution interpolation for
/// digital image processing, IEEE Trans. ASSP 29, 1981, equation 15).
///
/// Where an image shrinks, the kernel is widened, so that each of its pixels counts.
struct CubicKernel {
  /// How many pixels a value is made of.
  let tapCount: Int
  /// How many pixels of the image lie between two of the result: 1 where that is fewer.
  private let width: Double

  /// - Parameter step: Pixels of the image from one of the result to the next.
  init(step: Double) {
    width = max(step, 1)
    tapCount = 2 * Int((2 * width).rounded(.up))
  }

  /// Writes the weights of the ``tapCount`` pixels around a place; their sum is 1.
  ///
  /// - Returns: The first of these pixels.
  func fill(_ weights: inout [Float], around place: Double) -> Int {
    let first = Int(place.rounded(.down)) - tapCount / 2 + 1
    var sum: Float = 0
    for tap in 0..<tapCount {
      weights[tap] = Self.value(at: Float(abs(Double(first + tap) - place) / width))
      sum += weights[tap]
    }
    if width > 1 { for tap in 0..<tapCount { weights[tap] /= sum } }
    return first
  }

  /// Whether a value is made of the four pixels next to it.
  var isNarrow: Bool { width == 1 }

  private static func value(at t: Float) -> Float {
    if t >= 2 { return 0 }
    return t < 1 ? near(t) : far(t)
  }

  private static func near(_ t: Float) -> Float { (1.5 * t - 2.5) * t * t + 1 }
  private static func far(_ t: Float) -> Float { ((-0.5 * t + 2.5) * t - 4) * t + 2 }
}
