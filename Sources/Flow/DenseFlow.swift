// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// Where each pixel of one picture lies in another one of its size.
package struct DenseFlow: Sendable, Equatable {
  /// The size of both pictures.
  package let size: ImageSize
  /// How far to the right and down of its place a pixel of the first picture lies in the second
  /// one, in pixels, row by row.
  package private(set) var shifts: [SIMD2<Float>]

  /// Wraps shifts given row by row.
  /// - Precondition: There is one for each pixel.
  package init(size: ImageSize, shifts: [SIMD2<Float>]) {
    precondition(
      shifts.count == size.pixelCount,
      "DenseFlow: \(shifts.count) shifts given, \(size) wants \(size.pixelCount)")
    (self.size, self.shifts) = (size, shifts)
  }

  /// Nothing moves.
  package init(still size: ImageSize) {
    self.init(size: size, shifts: Array(repeating: .zero, count: size.pixelCount))
  }

  /// The flow between the same pictures in another size.
  package func resized(to newSize: ImageSize) -> DenseFlow {
    if newSize == size { return self }
    let scale = SIMD2(
      Float(newSize.width) / Float(size.width), Float(newSize.height) / Float(size.height))
    let right = Plane(size: size, values: shifts.map(\.x)).resized(to: newSize)
    let down = Plane(size: size, values: shifts.map(\.y)).resized(to: newSize)
    return DenseFlow(
      size: newSize, shifts: zip(right.values, down.values).map { SIMD2($0, $1) * scale })
  }

  /// No shift longer than `length` pixels.
  package func limited(to length: Float) -> DenseFlow {
    DenseFlow(
      size: size,
      shifts: shifts.map { shift in
        let square = (shift * shift).sum()
        return square > length * length ? shift * (length / square.squareRoot()) : shift
      })
  }

  /// How much a film changes that this flow does not explain: the mean over all pixels that both
  /// frames show of how far a frame is from the other one with its pixels moved, in the frames'
  /// units.
  ///
  /// - Parameters:
  ///   - first: The frame from which the flow leads.
  ///   - second: The one to which it leads.
  /// - Returns: 0 where motion explains all, or where no pixel is in both frames.
  /// - Precondition: Both have the flow's size.
  package func difference(from first: Plane, to second: Plane) -> Double {
    precondition(first.size == size && second.size == size, "DenseFlow: frames of another size")
    var (sum, count) = (0.0, 0)
    for pixel in shifts.indices {
      guard let value = value(of: second, at: pixel) else { continue }
      sum += Double(abs(first.values[pixel] - value))
      count += 1
    }
    return sum / Double(max(count, 1))
  }

  /// The second picture with each of its pixels where the first one shows it, by straight lines
  /// between pixels; nil where that lies outside.
  package func value(of second: Plane, at pixel: Int) -> Float? {
    let (x, y) = (pixel % size.width, pixel / size.width)
    let place = SIMD2(Float(x), Float(y)) + shifts[pixel]
    guard place.x >= 0, place.y >= 0, place.x <= Float(size.width - 1),
      place.y <= Float(size.height - 1)
    else { return nil }
    let corner = place.rounded(.down)
    let share = place - corner
    let (column, row) = (Int(corner.x), Int(corner.y))
    let right = column + 1 < size.width ? 1 : 0
    let index = row * size.width + column
    let below = row + 1 < size.height ? index + size.width : index
    let upper =
      second.values[index] + share.x * (second.values[index + right] - second.values[index])
    let lower =
      second.values[below] + share.x * (second.values[below + right] - second.values[below])
    return upper + share.y * (lower - upper)
  }
}
