// SPDX-License-Identifier: Apache-2.0

import Flow
import Geometry
import Imaging

/// A pair at one scale: both images blurred, their values as places among the bins of a histogram.
struct InformationLevel {
  private struct Sample {
    let point: SIMD2<Float>
    let place: Float
  }

  private let samples: [Sample]
  /// Not-a-number where nothing was seen.
  private let second: [Float]
  private let secondSize: ImageSize

  /// Nil where an image has one value alone.
  ///
  /// - Parameters:
  ///   - pair: Both images, not blurred.
  ///   - pixels: Of the first image, row by row, those that are compared.
  ///   - blurs: The standard deviations, in pixels of each image.
  init?(
    _ pair: WorkingPair, over pixels: [Int], blurs: (first: Double, second: Double)
  ) {
    guard let first = places(pair.first, blur: blurs.first),
      let second = places(pair.second, blur: blurs.second)
    else { return nil }
    let width = pair.first.size.width
    samples = pixels.filter { !first[$0].isNaN }.map {
      Sample(point: SIMD2(Float($0 % width), Float($0 / width)), place: first[$0])
    }
    (self.second, secondSize) = (second, pair.second.size)
  }

  /// Normalized mutual information under an affine map from the first image to the second; nil
  /// where less than half of what is compared lies within what the second one shows, or all is
  /// alike.
  func information(_ toSecond: Homography) -> Double? {
    let (origin, right, below) = (
      toSecond(.zero), toSecond(SIMD2(1, 0)) - toSecond(.zero),
      toSecond(SIMD2(0, 1)) - toSecond(.zero)
    )
    let (start, x, y) = (SIMD2<Float>(origin), SIMD2<Float>(right), SIMD2<Float>(below))
    var (histogram, count) = (SoftJointHistogram(), 0)
    second.withUnsafeBufferPointer { values in
      for sample in samples {
        let seen = between(values, start + x * sample.point.x + y * sample.point.y)
        guard !seen.isNaN else { continue }
        histogram.add(sample.place, seen)
        count += 1
      }
    }
    return 2 * count > samples.count ? histogram.information()?.value : nil
  }

  /// The second image's place at a point, by straight lines between pixels; not-a-number outside.
  @inline(__always)
  private func between(_ values: UnsafeBufferPointer<Float>, _ point: SIMD2<Float>) -> Float {
    let (width, height) = (secondSize.width, secondSize.height)
    guard point.x >= 0, point.y >= 0, point.x < Float(width - 1), point.y < Float(height - 1)
    else { return .nan }
    let (column, row) = (Int(point.x), Int(point.y))
    let (right, down) = (point.x - Float(column), point.y - Float(row))
    let at = row &* width &+ column
    let above = values[at] + (values[at &+ 1] - values[at]) * right
    let (left, next) = (values[at &+ width], values[at &+ width &+ 1])
    return above + (left + (next - left) * right - above) * down
  }
}

/// Where blurred values lie among the bins: those from the 0.5th to the 99.5th percentile between
/// the outermost ones, others at these. Nil where that is one value.
private func places(_ image: SeenPlane, blur: Double) -> [Float]? {
  let values = image.blurred(by: blur)
  let ranked = SortedValues(values)
  let (low, high) = (ranked.quantile(0.005), ranked.quantile(0.995))
  guard high - low > 1e-6 else { return nil }
  return values.map { value in
    value.isNaN
      ? .nan
      : SoftJointHistogram.place(ofShare: (min(max(value, low), high) - low) / (high - low))
  }
}
