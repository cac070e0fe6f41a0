// SPDX-License-Identifier: Apache-2.0

public import FusionMetrics

/// What one fusion method scored on a set of images.
public struct ScoreRow: Sendable, Equatable {
  /// Where the numbers come from.
  public enum Origin: String, Sendable {
    /// Computed here, image by image.
    case measured
    /// Copied from a paper, which gives means of two decimals.
    case published
  }

  /// The scores of one image.
  public struct Image: Sendable, Equatable {
    /// The image's name.
    public let name: String
    /// One score a metric, by the metric's name.
    public let values: [String: Double]
    /// How long fusing it took, in seconds; nil where that was not measured.
    public let seconds: Double?

    /// Wraps scores.
    public init(name: String, values: [String: Double], seconds: Double? = nil) {
      (self.name, self.values, self.seconds) = (name, values, seconds)
    }

    /// The score in one metric; nil where it was not asked for.
    public subscript(metric: Metric) -> Double? { values[metric.name] }
  }

  /// The method.
  public let name: String
  /// Where the numbers come from.
  public let origin: Origin
  /// The images in order; none of a published row.
  public let images: [Image]
  private let means: [String: Double]

  /// A row computed here. Its means are plain ones over all images.
  public init(name: String, images: [Image]) {
    (self.name, self.images, origin) = (name, images, .measured)
    let sums = images.reduce(into: [String: Double]()) { $0.merge($1.values, uniquingKeysWith: +) }
    means = sums.mapValues { $0 / Double(images.count) }
  }

  /// A row of a paper's table: means by the metrics' names.
  public init(name: String, published means: [String: Double]) {
    (self.name, self.means, images, origin) = (name, means, [], .published)
  }

  /// The mean over all images; nil where the metric was not asked for or not published,
  /// not-a-number where an image's score is.
  public func mean(of metric: Metric) -> Double? { means[metric.name] }

  /// The median of the times that fusing an image took, in seconds; nil where none was measured.
  public var medianSeconds: Double? {
    let sorted = images.compactMap(\.seconds).sorted()
    guard !sorted.isEmpty else { return nil }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// Names of the images whose score is not-a-number or infinite.
  public func undefinedImages(of metric: Metric) -> [String] {
    images.filter { $0[metric]?.isFinite == false }.map(\.name)
  }
}
