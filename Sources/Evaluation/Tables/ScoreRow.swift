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
    /// How steady it is from slice to slice; nil of what is no volume.
    public let steadiness: SequenceTable.Row?

    /// Wraps scores.
    public init(
      name: String, values: [String: Double], seconds: Double? = nil,
      steadiness: SequenceTable.Row? = nil
    ) {
      (self.name, self.values, self.seconds) = (name, values, seconds)
      self.steadiness = steadiness
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
  private let published: [String: Double]

  /// A row computed here. Its means are plain ones over the images that have a score.
  public init(name: String, images: [Image]) {
    (self.name, self.images, origin, published) = (name, images, .measured, [:])
  }

  /// A row of a paper's table: means by the metrics' names.
  public init(name: String, published means: [String: Double]) {
    (self.name, published, images, origin) = (name, means, [], .published)
  }

  /// The mean over the images whose score is a finite number, of which there are
  /// ``count(of:)``; nil where the metric was not asked for or not published, not-a-number where no
  /// image has such a score.
  public func mean(of metric: Metric) -> Double? { mean(of: metric) { _ in true } }

  /// The same over those images alone that a condition on their name holds for.
  func mean(of metric: Metric, where isWanted: (String) -> Bool) -> Double? {
    guard origin == .measured else { return published[metric.name] }
    let scores = images.compactMap { image in image[metric].map { (image.name, $0) } }
    guard !scores.isEmpty else { return nil }
    return finiteMean(scores.filter { isWanted($0.0) }.map(\.1))
  }

  /// How many images have a finite score, over which the mean is taken; 0 of a published row.
  public func count(of metric: Metric) -> Int {
    images.count { $0[metric]?.isFinite == true }
  }

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
