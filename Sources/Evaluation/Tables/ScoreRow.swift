// SPDX-License-Identifier: Apache-2.0

package import FusionMetrics

/// What one fusion method scored on a set of images.
package struct ScoreRow: Sendable, Equatable {
  /// Where the numbers come from.
  package enum Origin: String, Sendable {
    /// Computed here, image by image.
    case measured
    /// Copied from a paper, which gives means of two decimals.
    case published
  }

  /// The scores of one image.
  package struct Image: Sendable, Equatable {
    /// The image's name.
    package let name: String
    /// One score a metric, by the metric's name.
    package let values: [String: Double]

    /// Wraps scores.
    package init(name: String, values: [String: Double]) {
      (self.name, self.values) = (name, values)
    }

    /// The score in one metric; nil where it was not asked for.
    package subscript(metric: Metric) -> Double? { values[metric.name] }
  }

  /// The method.
  package let name: String
  /// Where the numbers come from.
  package let origin: Origin
  /// The images in order; none of a published row.
  package let images: [Image]
  private let means: [String: Double]

  /// A row computed here. Its means are plain ones over all images.
  package init(name: String, images: [Image]) {
    (self.name, self.images, origin) = (name, images, .measured)
    let sums = images.reduce(into: [String: Double]()) { $0.merge($1.values, uniquingKeysWith: +) }
    means = sums.mapValues { $0 / Double(images.count) }
  }

  /// A row of a paper's table: means by the metrics' names.
  package init(name: String, published means: [String: Double]) {
    (self.name, self.means, images, origin) = (name, means, [], .published)
  }

  /// The mean over all images; nil where the metric was not asked for or not published,
  /// not-a-number where an image's score is.
  package func mean(of metric: Metric) -> Double? { means[metric.name] }

  /// Names of the images whose score is not-a-number or infinite.
  package func undefinedImages(of metric: Metric) -> [String] {
    images.filter { $0[metric]?.isFinite == false }.map(\.name)
  }
}
