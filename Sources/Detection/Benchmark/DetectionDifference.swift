// SPDX-License-Identifier: Apache-2.0

public import Evaluation

/// How two rows differ in one score over all classes, by a paired bootstrap over images: both
/// are scored on the same images, drawn with replacement again and again.
///
/// Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapters 13 and 16.
public struct DetectionDifference: Sendable, Equatable {
  /// The score.
  public let mean: DetectionMean
  /// The row's score minus the other's, -1...1.
  public let difference: Double
  /// Where that lies with a confidence of 95 %, for this score alone.
  public let interval: BootstrapInterval
  /// The chance of drawing so one-sided differences if there is none: twice the smaller share of
  /// those that are at most 0 and those that are at least 0, this one counted with them; 0...1.
  public let pValue: Double
  /// ``pValue`` corrected for the number of tests that belong together, by Holm's method; alone it
  /// is the test's own.
  public internal(set) var correctedPValue: Double

  /// Whether the difference is significant: ``correctedPValue`` is at most 0.05.
  public var isSignificant: Bool { correctedPValue <= 0.05 }

  /// Compares scores; nil where there are none.
  ///
  /// - Parameters:
  ///   - mean: Which one.
  ///   - precisions: The row's and the other's, over all images.
  ///   - draws: The same of the same images in each draw; those without a score are left out.
  init?(
    _ mean: DetectionMean, _ precisions: (AveragePrecision, AveragePrecision),
    draws: some Sequence<(AveragePrecision, AveragePrecision)>
  ) {
    func difference(_ pair: (AveragePrecision, AveragePrecision)) -> Double? {
      guard let mine = mean.value(of: pair.0), let theirs = mean.value(of: pair.1) else {
        return nil
      }
      return mine - theirs
    }
    let drawn = draws.compactMap(difference)
    guard let whole = difference(precisions), !drawn.isEmpty else { return nil }
    let sides = (drawn.count { $0 <= 0 }, drawn.count { $0 >= 0 })
    self.mean = mean
    self.difference = whole
    interval = BootstrapInterval(resampled: drawn)
    pValue = min(1, 2 * Double(min(sides.0, sides.1) + 1) / Double(drawn.count + 1))
    correctedPValue = pValue
  }
}
