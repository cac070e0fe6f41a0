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

  /// The weighted sums of the columns: two at a time, all eight quantities in registers.
  private mutating func addColumns(
    _ fused: NumberPlane, _ first: NumberPlane, _ second: NumberPlane, around row: Int
  ) {
    let (reach, stride) = (window.reach, stride)
    let taps = window.half[1...].reversed() + window.half
    let top = (row - reach) * stride
    taps.withUnsafeBufferPointer { taps in
      fused.values.withUnsafeBufferPointer { fused in
        first.values.withUnsafeBufferPointer { first in
          second.values.withUnsafeBufferPointer { second in
            columnSums.withUnsafeMutableBytes { sums in
              for column in Swift.stride(from: 0, to: stride &- 1, by: 2) {
                var (f, a, b) = (SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero)
                var (ff, aa, bb, fa, fb) = (f, f, f, f, f)
                for tap in 0..<taps.count {
                  let place = top &+ tap &* stride &+ column
                  let (x, y, z) = (two(fused, place), two(first, place), two(second, place))
                  let (wx, wy, wz) = (taps[tap] * x, taps[tap] * y, taps[tap] * z)
                  f += wx
                  a += wy
                  b += wz
                  ff += wx * x
                  aa += wy * y
                  bb += wz * z
                  fa += wx * y
                  fb += wx * z
                }
                for (quantity, sum) in [f, a, b, ff, aa, bb, fa, fb].enumerated() {
                  sums.storeBytes(
                    of: sum, toByteOffset: 8 &* (quantity &* stride &+ column),
                    as: SIMD2<Double>.self)
                }
              }
            }
          }
        }
      }
    }
  }
}

/// Two neighbouring values.
@inline(__always)
private func two(_ values: UnsafeBufferPointer<Double>, _ place: Int) -> SIMD2<Double> {
  SIMD2(values[place], values[place &+ 1])
}
