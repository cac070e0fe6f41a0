// SPDX-License-Identifier: Apache-2.0

/// Sums of logarithms over the pixels of a scale: what the fused image tells about a source, and
/// what the source itself holds.
struct ScaleInformation {
  private(set) var preserved = LogarithmSum()
  private(set) var available = LogarithmSum()

  /// The variance of the visual noise.
  private static let noise = 2.0
  /// Variances below this count as none.
  private static let negligible = 1e-10

  /// Adds `count` pixels of one row, from the rows of ``WindowMoments``: mean and mean square of
  /// the fused image and of the source, and the mean product of both. The zeros that follow each
  /// row add nothing.
  mutating func add(
    fused: UnsafePointer<Double>, fusedSquares: UnsafePointer<Double>,
    source: UnsafePointer<Double>, sourceSquares: UnsafePointer<Double>,
    products: UnsafePointer<Double>, count: Int
  ) {
    for i in stride(from: 0, to: count, by: 4) {
      let (f, s) = (four(fused + i), four(source + i))
      let fusedVariance = clampedToZero(four(fusedSquares + i) - f * f)
      let sourceVariance = clampedToZero(four(sourceSquares + i) - s * s)
      let covariance = four(products + i) - f * s
      add(sourceVariance, fusedVariance, covariance)
    }
  }

  /// The signal's gain g and the distortion's variance, with the original's order of exceptions.
  @inline(__always)
  private mutating func add(
    _ source: SIMD4<Double>, _ fused: SIMD4<Double>, _ covariance: SIMD4<Double>
  ) {
    let zero = SIMD4<Double>.zero
    var gain = covariance / (source + Self.negligible)
    var distortion = fused - gain * covariance
    let flatSource = source .< Self.negligible
    gain.replace(with: zero, where: flatSource)
    distortion.replace(with: fused, where: flatSource)
    let source = source.replacing(with: zero, where: flatSource)
    let flatFused = fused .< Self.negligible
    gain.replace(with: zero, where: flatFused)
    distortion.replace(with: zero, where: flatFused)
    let opposed = gain .< zero
    distortion.replace(with: fused, where: opposed)
    gain.replace(with: zero, where: opposed)
    distortion.replace(with: Self.negligible, where: distortion .<= Self.negligible)
    preserved.add(1 + gain * gain * source / (distortion + Self.noise))
    available.add(1 + source / Self.noise)
  }
}

/// Four neighboring values.
@inline(__always)
private func four(_ start: UnsafePointer<Double>) -> SIMD4<Double> {
  UnsafeRawPointer(start).loadUnaligned(as: SIMD4<Double>.self)
}

@inline(__always)
private func clampedToZero(_ values: SIMD4<Double>) -> SIMD4<Double> {
  values.replacing(with: SIMD4<Double>.zero, where: values .< SIMD4<Double>.zero)
}

extension ScaleInformation {
  /// A sum of natural logarithms, taken as the logarithm of products.
  ///
  /// Each number is at least 1 and, from gray levels, below 2^14: 64 of them do not overflow.
  struct LogarithmSum {
    private var product = SIMD4<Double>(repeating: 1)
    private var factors = 0
    private var sum = 0.0

    /// Adds the logarithms of four numbers.
    @inline(__always)
    mutating func add(_ numbers: SIMD4<Double>) {
      product *= numbers
      factors &+= 1
      if factors == 64 { flush() }
    }

    /// The sum so far.
    var total: Double {
      var copy = self
      copy.flush()
      return copy.sum
    }

    private mutating func flush() {
      for lane in 0..<4 { sum += naturalLogarithm(product[lane]) }
      product = SIMD4(repeating: 1)
      factors = 0
    }
  }
}
