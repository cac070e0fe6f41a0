// SPDX-License-Identifier: Apache-2.0

extension Plane {
  /// What lies between the values of a plane.
  public enum Interpolation: Sendable {
    /// Straight lines: none of the results lies beyond the values.
    case bilinear
    /// Keys's cubic curves, which show no facets where a plane grows severalfold; they reach a
    /// little beyond the values at an edge.
    case bicubic
  }

  /// The plane resampled to another size, corners not aligned; `self` where it has that size. When
  /// it shrinks, the kernel is widened so that each value counts (antialiasing).
  ///
  /// The same values as PyTorch's `interpolate(mode: "bilinear", antialias: true)`, or "bicubic".
  /// - Precondition: `size` is at least 1x1.
  public func resized(to size: ImageSize, by interpolation: Interpolation = .bilinear) -> Plane {
    precondition(size.width > 0 && size.height > 0, "resized: empty size \(size)")
    if size == self.size { return self }
    return resizedRows(to: size.width, interpolation).transposed()
      .resizedRows(to: size.height, interpolation).transposed()
  }

  private func resizedRows(to width: Int, _ interpolation: Interpolation) -> Plane {
    if width == size.width { return self }
    let spans = (0..<width).map { Span(of: $0, from: size.width, to: width, interpolation) }
    let resized: [Float] = values.withUnsafeBufferPointer { values in
      makeArray(count: width * size.height) { result in
        for row in 0..<size.height {
          for (x, span) in spans.enumerated() {
            let start = row &* size.width &+ span.start
            var sum: Float = 0
            for tap in 0..<span.weights.count { sum += span.weights[tap] * values[start &+ tap] }
            result[row &* width &+ x] = sum
          }
        }
      }
    }
    return Plane(size: ImageSize(width: width, height: size.height), values: resized)
  }

  private func transposed() -> Plane {
    let (width, height) = (size.width, size.height)
    let transposed: [Float] = values.withUnsafeBufferPointer { values in
      makeArray(count: values.count) { result in
        for y in 0..<height {
          for x in 0..<width { result[x &* height &+ y] = values[y &* width &+ x] }
        }
      }
    }
    return Plane(size: ImageSize(width: height, height: width), values: transposed)
  }
}

extension Chroma {
  /// Both planes resampled as by ``Plane/resized(to:by:)``.
  public func resized(to size: ImageSize) -> Chroma {
    Chroma(cb: cb.resized(to: size), cr: cr.resized(to: size))
  }
}

/// The values along a line that make one value of a resampled line, and how much each counts.
private struct Span {
  let start: Int
  let weights: [Float]

  /// The kernel about the middle of pixel `index`: it reaches one pixel of the coarser line to
  /// either side, or two.
  init(of index: Int, from length: Int, to newLength: Int, _ kernel: Plane.Interpolation) {
    // In single precision and in PyTorch's order, so that the values are PyTorch's.
    let scale = Float(length) / Float(newLength)
    let reach = kernel.reach * max(scale, 1)
    let center = scale * (Float(index) + 0.5)
    start = max(Int(center - reach + 0.5), 0)
    let end = min(Int(center + reach + 0.5), length)
    let inverse = scale >= 1 ? 1 / scale : 1
    let shares = (start..<end).map { kernel.weight(abs((Float($0) - center + 0.5) * inverse)) }
    let sum = shares.reduce(0, +)
    weights = shares.map { $0 / sum }
  }
}

extension Plane.Interpolation {
  /// How far the kernel reaches to either side, in pixels.
  fileprivate var reach: Float { self == .bilinear ? 1 : 2 }

  /// What a value counts at a distance. The cubic one is Keys's with a = -1/2 ("Cubic convolution
  /// interpolation for digital image processing", 1981, equation 15).
  fileprivate func weight(_ distance: Float) -> Float {
    if self == .bilinear { return max(1 - distance, 0) }
    if distance < 1 { return (1.5 * distance - 2.5) * distance * distance + 1 }
    return distance < 2 ? ((-0.5 * distance + 2.5) * distance - 4) * distance + 2 : 0
  }
}
