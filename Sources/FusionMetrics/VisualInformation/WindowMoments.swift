// SPDX-License-Identifier: Apache-2.0

/// Weighted means about each pixel of one row: of three images, of their squares, and of the fused
/// one times each source.
struct WindowMoments {
  /// What is averaged, in the order of the rows.
  private static let quantities = 8

  /// The distance of two rows of `means`.
  private let stride: Int
  private let columns: Int
  private let window: GaussianWindow
  private var columnSums: [Double]
  private var means: [Double]

  init(window: GaussianWindow, plane: NumberPlane) {
    self.window = window
    stride = plane.stride
    columns = plane.width - 2 * window.reach
    columnSums = [Double](repeating: 0, count: Self.quantities * stride)
    means = columnSums
  }

  /// Averages about row `row` and calls `body` with where the rows of means start and how far apart
  /// they are: F, A, B, FF, AA, BB, FA, FB. Each holds the image's width less twice the reach, and
  /// then zeros.
  mutating func average(
    _ fused: NumberPlane, _ first: NumberPlane, _ second: NumberPlane, around row: Int,
    _ body: (UnsafePointer<Double>, Int) -> Void
  ) {
    addColumns(fused, first, second, around: row)
    let (window, stride, columns) = (window, stride, columns)
    columnSums.withUnsafeBufferPointer { sums in
      means.withUnsafeMutableBufferPointer { means in
        guard let sums = sums.baseAddress, let means = means.baseAddress else { return }
        for quantity in 0..<Self.quantities {
          let start = quantity * stride
          window.filter(sums + start, into: means + start, count: columns)
          for i in columns..<columns + NumberPlane.slack { means[start + i] = 0 }
        }
        body(means, stride)
      }
    }
  }

  /// The weighted sums of the columns, two at a time.
  private mutating func addColumns(
    _ fused: NumberPlane, _ first: NumberPlane, _ second: NumberPlane, around row: Int
  ) {
    let (stride, top) = (stride, (row - window.reach) * stride)
    let taps = window.half[1...].reversed() + window.half
    fused.values.withUnsafeBytes { fused in
      first.values.withUnsafeBytes { first in
        second.values.withUnsafeBytes { second in
          columnSums.withUnsafeMutableBytes { result in
            for column in Swift.stride(from: 0, to: stride &- 1, by: 2) {
              var sums = ColumnSums()
              for tap in 0..<taps.count {
                let place = 8 &* (top &+ tap &* stride &+ column)
                sums.add(taps[tap], two(fused, place), two(first, place), two(second, place))
              }
              sums.store(in: result, at: 8 &* column, stride: 8 &* stride)
            }
          }
        }
      }
    }
  }
}

/// The eight sums of two columns.
private struct ColumnSums {
  private var (f, a, b) = (SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero)
  private var (ff, aa, bb) = (SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero)
  private var (fa, fb) = (SIMD2<Double>.zero, SIMD2<Double>.zero)

  @inline(__always)
  mutating func add(_ tap: Double, _ x: SIMD2<Double>, _ y: SIMD2<Double>, _ z: SIMD2<Double>) {
    let (weightedX, weightedY, weightedZ) = (tap * x, tap * y, tap * z)
    f += weightedX
    a += weightedY
    b += weightedZ
    ff += weightedX * x
    aa += weightedY * y
    bb += weightedZ * z
    fa += weightedX * y
    fb += weightedX * z
  }

  @inline(__always)
  func store(in rows: UnsafeMutableRawBufferPointer, at place: Int, stride: Int) {
    rows.storeBytes(of: f, toByteOffset: place, as: SIMD2<Double>.self)
    rows.storeBytes(of: a, toByteOffset: place &+ stride, as: SIMD2<Double>.self)
    rows.storeBytes(of: b, toByteOffset: place &+ 2 &* stride, as: SIMD2<Double>.self)
    rows.storeBytes(of: ff, toByteOffset: place &+ 3 &* stride, as: SIMD2<Double>.self)
    rows.storeBytes(of: aa, toByteOffset: place &+ 4 &* stride, as: SIMD2<Double>.self)
    rows.storeBytes(of: bb, toByteOffset: place &+ 5 &* stride, as: SIMD2<Double>.self)
    rows.storeBytes(of: fa, toByteOffset: place &+ 6 &* stride, as: SIMD2<Double>.self)
    rows.storeBytes(of: fb, toByteOffset: place &+ 7 &* stride, as: SIMD2<Double>.self)
  }
}

/// Two neighboring values.
@inline(__always)
private func two(_ values: UnsafeRawBufferPointer, _ place: Int) -> SIMD2<Double> {
  values.loadUnaligned(fromByteOffset: place, as: SIMD2<Double>.self)
}
