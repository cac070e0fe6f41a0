// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging

/// Takes out of fused slices what a method made of each slice's own brightness and contrast.
///
/// Methods give each image the contrast that it wants; from slice to slice of a volume that
/// flickers. With m and n the larger and the smaller of both luminances, r = (m + 0.4 n) / 1.4 is
/// the same for the same voxels in any slice. Each slice's fusion gets mean and standard deviation
/// of r over the slice's body, and then the whole volume one gain and one offset: those that come
/// nearest to what the method had made (least squares over all voxels of the body). The body is
/// where r is above 0.02.
///
/// Source: this project.
struct SliceSteadiness {
  /// The darkest r of the body.
  static let leastBody: Float = 0.02
  private var slices: [SliceMoments] = []

  /// Measures the next slice; nil: one of which no voxel was seen.
  mutating func add(_ fused: Plane?, _ pair: PreparedPair?) {
    guard let fused, let pair else { return slices.append(SliceMoments()) }
    slices.append(SliceMoments(fused, reference(pair.luminances)))
  }

  /// How a slice's fusion gets the brightness and contrast of the whole, once all are measured.
  func corrections() -> [SliceCorrection] {
    let (gain, offset) = Self.regression(slices)
    return slices.map { moments in
      SliceCorrection(
        slope: gain * moments.slope,
        shift: gain * (moments.reference.mean - moments.slope * moments.fused.mean) + offset)
    }
  }

  /// The gain and the offset of slices with the reference's moments that come nearest to what was
  /// fused.
  private static func regression(_ slices: [SliceMoments]) -> (gain: Double, offset: Double) {
    var (count, x, y, xx, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for slice in slices {
      let (n, f, r) = (Double(slice.count), slice.fused, slice.reference)
      // What is regressed on has the reference's mean, and its deviation along the fused values.
      let deviation = slice.slope * f.deviation
      count += n
      x += n * r.mean
      y += n * f.mean
      xx += n * (r.mean * r.mean + deviation * deviation)
      xy += n * (r.mean * f.mean + deviation * f.deviation)
    }
    let spread = count * xx - x * x
    guard spread > 1e-12 * count * count else { return (1, count > 0 ? (y - x) / count : 0) }
    let gain = (count * xy - x * y) / spread
    return (gain, (y - gain * x) / count)
  }
}

/// What a slice's fusion is multiplied with, and what is added.
struct SliceCorrection {
  let slope: Double
  let shift: Double

  /// The fusion, corrected in the body; black stays black, and the body's border soft.
  func callAsFunction(_ fused: Plane, _ pair: PreparedPair) -> Plane {
    let reference = reference(pair.luminances)
    var corrected = fused
    for at in fused.values.indices {
      let square = reference[at] * reference[at]
      let body = square / (square + SliceSteadiness.leastBody * SliceSteadiness.leastBody)
      let value = Float(slope) * fused.values[at] + Float(shift)
      corrected.values[at] = max(0, min(1, fused.values[at] + body * (value - fused.values[at])))
    }
    return corrected
  }
}

/// r of ``SliceSteadiness``.
private func reference(_ pair: LuminancePair) -> [Float] {
  zip(pair.first.values, pair.second.values).map { (max($0, $1) + 0.4 * min($0, $1)) / 1.4 }
}

/// Mean and deviation of a slice's fusion and of its reference, over the body.
private struct SliceMoments {
  struct Moments {
    var mean = 0.0
    var deviation = 0.0
  }

  private(set) var count = 0
  private(set) var fused = Moments()
  private(set) var reference = Moments()

  /// Of a slice without a body.
  init() {}

  init(_ plane: Plane, _ values: [Float]) {
    var (f, ff, r, rr) = (0.0, 0.0, 0.0, 0.0)
    for (value, reference) in zip(plane.values, values)
    where reference > SliceSteadiness.leastBody {
      let (value, reference) = (Double(value), Double(reference))
      (f, ff, r, rr) = (f + value, ff + value * value, r + reference, rr + reference * reference)
      count += 1
    }
    guard count > 0 else { return }
    func moments(_ sum: Double, _ squares: Double) -> Moments {
      let mean = sum / Double(count)
      let variance = max(0, squares / Double(count) - mean * mean)
      return Moments(mean: mean, deviation: variance.squareRoot())
    }
    (fused, reference) = (moments(f, ff), moments(r, rr))
  }

  /// What the fused deviation is multiplied with to be the reference's; 1 where there is none.
  var slope: Double { fused.deviation > 1e-4 ? reference.deviation / fused.deviation : 1 }
}
