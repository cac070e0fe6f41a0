// SPDX-License-Identifier: Apache-2.0

import Flow

/// How much two volumes tell of each other, by where the overlay lies, at one scale.
struct Agreement {
  let base: BaseSamples
  let overlay: BinnedVolume
  let center: SIMD3<Double>
  /// From the base's patient coordinates, moved, to the overlay's.
  let start: AffineTransform3D
  /// Samples within the overlay that are wanted at least.
  let fewest: Int

  /// Normalized mutual information, and how it changes.
  struct Slope {
    let information: Double
    /// With a further turn about the center, by a radian about each axis.
    let turning: SIMD3<Double>
    /// With a further shift, by a millimeter along each axis.
    let shifting: SIMD3<Double>
  }

  /// How many samples lie within the overlay.
  func count(_ placement: AffineTransform3D) -> Int {
    look(overlay.grid.toIndices.after(placement)).count
  }

  /// Normalized mutual information where a placement maps from the base's to the overlay's patient
  /// coordinates; nil where too few samples lie within the overlay, or all are alike.
  func information(_ placement: AffineTransform3D) -> Double? {
    let found = look(overlay.grid.toIndices.after(placement))
    return found.count >= fewest ? found.histogram.information()?.value : nil
  }

  /// The same after a motion and the start, with its slope.
  func slope(_ motion: RigidMotion) -> Slope? {
    let toOverlay = overlay.grid.toIndices.after(start)
    let found = look(toOverlay.after(motion.map))
    guard found.count >= fewest, let (value, slopes) = found.histogram.information() else {
      return nil
    }
    // Sums of the slopes along the overlay's indices, and of those times the point's x, y and z.
    var (sum, byX, byY, byZ) = (SIMD3<Float>(), SIMD3<Float>(), SIMD3<Float>(), SIMD3<Float>())
    for (sample, seen) in zip(base.values, found.values) where !seen.w.isNaN {
      let slope = slopes.slope(sample.place, seen.w) * SIMD3(seen.x, seen.y, seen.z)
      sum += slope
      byX += slope * sample.point.x
      byY += slope * sample.point.y
      byZ += slope * sample.point.z
    }
    func alongPatient(_ slope: SIMD3<Float>) -> SIMD3<Double> {
      let slope = SIMD3<Double>(slope)
      return SIMD3(dot(toOverlay.i, slope), dot(toOverlay.j, slope), dot(toOverlay.k, slope))
    }
    // The sum of cross(R p, slope) over all points: p's parts may be taken one by one.
    let turned = motion.rotation
    let further =
      cross(turned.i, alongPatient(byX)) + cross(turned.j, alongPatient(byY))
      + cross(turned.k, alongPatient(byZ))
    return Slope(
      information: value, turning: motion.alongTurn(further), shifting: alongPatient(sum))
  }

  /// The overlay's values at the samples with how they change along its indices, not-a-number
  /// outside, and how both volumes' values meet.
  private func look(_ toIndices: AffineTransform3D)
    -> (values: [SIMD4<Float>], histogram: SoftJointHistogram, count: Int)
  {
    let origin = SIMD3<Float>(toIndices(center))
    let (i, j, k) = (
      SIMD3<Float>(toIndices.i), SIMD3<Float>(toIndices.j), SIMD3<Float>(toIndices.k)
    )
    var (histogram, count) = (SoftJointHistogram(), 0)
    let values = overlay.places.withUnsafeBufferPointer { places in
      let sampler = GradientSampler(places, overlay.grid.counts)
      return base.values.map { sample in
        let p = sample.point
        let seen = sampler(origin + i * p.x + j * p.y + k * p.z)
        if !seen.w.isNaN {
          histogram.add(sample.place, seen.w)
          count += 1
        }
        return seen
      }
    }
    return (values, histogram, count)
  }
}
