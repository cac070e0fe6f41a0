// SPDX-License-Identifier: Apache-2.0

/// Values between voxels, and how they change along the three indices.
struct GradientSampler {
  let values: UnsafeBufferPointer<Float>
  private let strides: (y: Int, z: Int)
  private let last: SIMD3<Float>
  private let lastCell: SIMD3<Int>

  init(_ values: UnsafeBufferPointer<Float>, _ counts: SIMD3<Int>) {
    self.values = values
    strides = (counts.x, counts.x * counts.y)
    last = SIMD3(Float(counts.x - 1), Float(counts.y - 1), Float(counts.z - 1))
    lastCell = counts &- 2
  }

  /// The change along x, y and z, and the value, at a point in indices; not-a-number outside of the
  /// outermost voxels' middles, and next to what was not seen.
  ///
  /// - Precondition: There are two voxels or more along each index.
  @inline(__always)
  func callAsFunction(_ point: SIMD3<Float>) -> SIMD4<Float> {
    guard all(point .>= 0), all(point .<= last) else {
      return SIMD4(repeating: .nan)
    }
    let (x, y, z) = (
      min(Int(point.x), lastCell.x), min(Int(point.y), lastCell.y), min(Int(point.z), lastCell.z)
    )
    let part = point - SIMD3(Float(x), Float(y), Float(z))
    let at = x + strides.y * y + strides.z * z
    // The four edges along x of the cell.
    let low = SIMD4(
      values[at], values[at + strides.y], values[at + strides.z],
      values[at + strides.y + strides.z])
    let high = SIMD4(
      values[at + 1], values[at + strides.y + 1], values[at + strides.z + 1],
      values[at + strides.y + strides.z + 1])
    let alongX = high - low
    let edges = low + alongX * part.x
    let (front, back) = (edges.lowHalf, edges.highHalf)  // z, z + 1; each y, y + 1
    let face = front + (back - front) * part.z
    let dy = face.y - face.x
    let (x1, x2) = (alongX.lowHalf, alongX.highHalf)
    let dx = x1 + (x2 - x1) * part.z
    let dz = back - front
    return SIMD4(
      dx.x + (dx.y - dx.x) * part.y, dy, dz.x + (dz.y - dz.x) * part.y, face.x + dy * part.y)
  }
}
