// SPDX-License-Identifier: Apache-2.0

extension Volume {
  /// The volume as another grid's voxels show it.
  ///
  /// A voxel is interpolated linearly between its eight neighbors. Where the grid is coarser, it
  /// is the mean of several such points that are spread evenly over it, so that nothing between
  /// them is left out. Values that were not seen do not count; where they have more than half of
  /// the weight, and outside of this volume, the result is not-a-number.
  ///
  /// - Parameters:
  ///   - target: The grid.
  ///   - placement: From the target's patient coordinates to this volume's, in millimeters; the
  ///     identity where both have one frame of reference.
  /// - Returns: A volume of the target's grid.
  public func resampled(
    onto target: VolumeGrid, through placement: AffineTransform3D = .identity
  ) -> Volume {
    let map = grid.toIndices.after(placement).after(target.toPatient)
    let points = SamplePoints(map)
    var resampled: [Float] = []
    resampled.reserveCapacity(target.voxelCount)
    values.withUnsafeBufferPointer { values in
      let sampler = TrilinearSampler(values: values, counts: grid.counts)
      for k in 0..<target.counts.z {
        for j in 0..<target.counts.y {
          for i in 0..<target.counts.x {
            let center = map(SIMD3(Double(i), Double(j), Double(k)))
            resampled.append(points.mean(around: center, sampler))
          }
        }
      }
    }
    var volume = Volume(grid: target, values: resampled)
    (volume.identity, volume.unit, volume.notes) = (identity, unit, notes)
    (volume.lossy, volume.part) = (lossy, part)
    return volume
  }

  /// The share of a grid's voxels that this volume reaches, 0...1.
  public func share(of target: VolumeGrid, through placement: AffineTransform3D = .identity)
    -> Double
  {
    let map = grid.toIndices.after(placement).after(target.toPatient)
    var inside = 0
    for k in 0..<target.counts.z {
      for j in 0..<target.counts.y {
        for i in 0..<target.counts.x
        where grid.holds(map(SIMD3(Double(i), Double(j), Double(k)))) { inside += 1 }
      }
    }
    return Double(inside) / Double(target.voxelCount)
  }
}

extension VolumeGrid {
  /// Whether a point, in indices, lies in one of the voxels.
  func holds(_ point: SIMD3<Double>) -> Bool { isInside(point, counts) }
}

@inline(__always)
private func isInside(_ point: SIMD3<Double>, _ counts: SIMD3<Int>) -> Bool {
  point.x >= -0.5 && point.y >= -0.5 && point.z >= -0.5
    && point.x <= Double(counts.x) - 0.5 && point.y <= Double(counts.y) - 0.5
    && point.z <= Double(counts.z) - 0.5
}

/// Places within a voxel of the target, in indices of the source, relative to its center.
private struct SamplePoints {
  /// More would cost time and show nothing more: a grid ten times as coarse is a thumbnail.
  static let mostAlongAxis = 8
  private let offsets: [SIMD3<Double>]

  init(_ map: AffineTransform3D) {
    /// Fractions of a voxel, -0.5...0.5, at which an axis is sampled.
    func fractions(_ step: SIMD3<Double>) -> [Double] {
      let widest = max(abs(step.x), abs(step.y), abs(step.z))
      let count = max(1, Int(min(Double(Self.mostAlongAxis), (widest - 0.25).rounded(.up))))
      return (0..<count).map { (Double($0) + 0.5) / Double(count) - 0.5 }
    }
    offsets = fractions(map.i).flatMap { i in
      fractions(map.j).flatMap { j in
        fractions(map.k).map { k in map.linear(SIMD3(i, j, k)) }
      }
    }
  }

  @inline(__always)
  func mean(around center: SIMD3<Double>, _ sampler: TrilinearSampler) -> Float {
    if offsets.count == 1 { return sampler(center) }
    var (sum, count) = (Float(0), 0)
    for offset in offsets {
      let value = sampler(center + offset)
      if !value.isNaN { (sum, count) = (sum + value, count + 1) }
    }
    return 2 * count >= offsets.count ? sum / Float(count) : .nan
  }
}

/// Values between voxels.
struct TrilinearSampler {
  let values: UnsafeBufferPointer<Float>
  let counts: SIMD3<Int>

  /// The value at a point, in indices; not-a-number outside and where nothing was seen.
  @inline(__always)
  func callAsFunction(_ point: SIMD3<Double>) -> Float {
    guard isInside(point, counts) else { return .nan }
    let (x0, x1, u) = Self.neighbors(point.x, counts.x)
    let (y0, y1, v) = Self.neighbors(point.y, counts.y)
    let (z0, z1, w) = Self.neighbors(point.z, counts.z)
    let rows = (
      counts.x * (y0 + counts.y * z0), counts.x * (y1 + counts.y * z0),
      counts.x * (y0 + counts.y * z1), counts.x * (y1 + counts.y * z1)
    )
    let low = SIMD4(
      values[rows.0 + x0], values[rows.1 + x0], values[rows.2 + x0], values[rows.3 + x0])
    let high = SIMD4(
      values[rows.0 + x1], values[rows.1 + x1], values[rows.2 + x1], values[rows.3 + x1])
    let weights = SIMD4((1 - v) * (1 - w), v * (1 - w), (1 - v) * w, v * w)
    let sum = ((low * (1 - u) + high * u) * weights).sum()
    return sum.isFinite ? sum : Self.ofSeen(low, high, u, weights)
  }

  /// The two neighbors along an axis, and the weight of the second one.
  @inline(__always)
  private static func neighbors(_ place: Double, _ count: Int) -> (Int, Int, Float) {
    let inside = max(0, min(place, Double(count - 1)))
    let first = min(Int(inside), max(count - 2, 0))
    return (first, min(first + 1, count - 1), Float(inside - Double(first)))
  }

  /// The mean of those neighbors that were seen.
  private static func ofSeen(
    _ low: SIMD4<Float>, _ high: SIMD4<Float>, _ share: Float, _ weights: SIMD4<Float>
  ) -> Float {
    var (sum, seen) = (Float(0), Float(0))
    for (values, share) in [(low, 1 - share), (high, share)] {
      for at in 0..<4 where values[at].isFinite {
        sum += values[at] * share * weights[at]
        seen += share * weights[at]
      }
    }
    return seen >= 0.5 ? sum / seen : .nan
  }
}
