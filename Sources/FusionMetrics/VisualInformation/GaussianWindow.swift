// SPDX-License-Identifier: Apache-2.0

/// A Gaussian window that adds up to 1, applied along rows and columns one after the other.
struct GaussianWindow {
  /// The taps from the middle outwards; the others are their mirror image.
  let half: [Double]

  /// N = `side` taps a side, odd, with sigma = N / 5.
  init(side: Int) {
    let sigma = Double(side) / 5
    let taps = (0...side / 2).map { exponential(-Double($0 * $0) / (2 * sigma * sigma)) }
    let total = 2 * taps.reduce(0, +) - taps[0]
    half = taps.map { $0 / total }
  }

  /// How many taps lie on either side of the middle.
  var reach: Int { half.count - 1 }

  /// Filters a row without padding: `result[i]` weighs `row[i]` to `row[i + 2 reach]`.
  ///
  /// Both are read and written in blocks of four: `row` must have 3 values after its last one, and
  /// `result` room for as many.
  func filter(
    _ row: UnsafePointer<Double>, into result: UnsafeMutablePointer<Double>, count: Int
  ) {
    half.withUnsafeBufferPointer { half in
      let middle = half.count &- 1
      for i in stride(from: 0, to: count, by: 4) {
        var sum = half[0] * four(row + (i &+ middle))
        for tap in 1..<half.count {
          sum += half[tap] * (four(row + (i &+ middle &- tap)) + four(row + (i &+ middle &+ tap)))
        }
        store(sum, at: result + i)
      }
    }
  }
}

/// Four neighboring values.
@inline(__always)
private func four(_ start: UnsafePointer<Double>) -> SIMD4<Double> {
  UnsafeRawPointer(start).loadUnaligned(as: SIMD4<Double>.self)
}

@inline(__always)
private func store(_ values: SIMD4<Double>, at start: UnsafeMutablePointer<Double>) {
  UnsafeMutableRawPointer(start).storeBytes(of: values, as: SIMD4<Double>.self)
}
