// SPDX-License-Identifier: Apache-2.0

/// Bytes of a file of NIfTI-1, least byte first.
struct NIfTIWriter {
  /// What the description of each file says: it has room for 79 bytes.
  static let description = "daefuse: fused or resampled. Not for diagnosis."
  /// The most voxels along an index that version 1 counts.
  static let mostAlongIndex = Int(Int16.max)

  let grid: VolumeGrid
  let type: NIfTIType
  private var bytes: [UInt8] = []

  /// - Throws: ``VolumesError`` for a grid that version 1 has no room for.
  init(_ grid: VolumeGrid, _ type: NIfTIType) throws(VolumesError) {
    let most = max(grid.counts.x, grid.counts.y, grid.counts.z)
    guard most <= Self.mostAlongIndex else {
      throw VolumesError(
        .tooLarge, "\(most) voxels along a side; NIfTI-1 holds \(Self.mostAlongIndex) at most")
    }
    (self.grid, self.type) = (grid, type)
    writeHeader()
  }

  /// The file with the values' bytes behind the header.
  func file(_ values: [UInt8]) -> [UInt8] { bytes + values }

  private mutating func writeHeader() {
    bytes = [UInt8](repeating: 0, count: 352)
    put(Int32(348), at: 0)
    let counts = [3, grid.counts.x, grid.counts.y, grid.counts.z, 1, 1, 1, 1]
    for (at, count) in counts.enumerated() { put(Int16(count), at: 40 + 2 * at) }
    put(Int16(type.rawValue), at: 70)
    put(Int16(8 * type.byteCount), at: 72)
    put(Float(352), at: 108)
    put(Float(1), at: 112)
    bytes[123] = 2  // millimeters
    for (at, byte) in Self.description.utf8.prefix(79).enumerated() { bytes[148 + at] = byte }
    writePlacement()
    for (at, byte) in "n+1\0".utf8.enumerated() { bytes[344 + at] = byte }
  }

  /// The matrix, and the rotation where the axes are at right angles; both in the scanner's
  /// coordinates.
  private mutating func writePlacement() {
    let map = grid.toPatient
    put(Int16(1), at: 254)
    for row in 0..<3 {
      for (at, column) in [map.i, map.j, map.k, map.origin].enumerated() {
        put(Float(column[row]), at: 280 + 16 * row + 4 * at)
      }
    }
    let spacing = grid.spacing
    let handedness: Double = map.determinant < 0 ? -1 : 1
    put(Float(handedness), at: 76)
    for axis in 0..<3 { put(Float(spacing[axis]), at: 80 + 4 * axis) }
    let axes = [map.i / spacing.x, map.j / spacing.y, map.k / spacing.z * handedness]
    guard abs(dot(axes[0], axes[1])) < 1e-4, abs(dot(axes[0], axes[2])) < 1e-4,
      abs(dot(axes[1], axes[2])) < 1e-4
    else { return }
    put(Int16(1), at: 252)
    let quaternion = quaternion(ofRotation: axes)
    for part in 0..<3 {
      put(Float(quaternion[part]), at: 256 + 4 * part)
      put(Float(map.origin[part]), at: 268 + 4 * part)
    }
  }

  private mutating func put(_ value: some FixedWidthInteger, at place: Int) {
    withUnsafeBytes(of: value.littleEndian) { source in
      for (at, byte) in source.enumerated() { bytes[place + at] = byte }
    }
  }

  private mutating func put(_ value: Float, at place: Int) { put(value.bitPattern, at: place) }
}

/// The last three of the four numbers of a rotation's unit quaternion, whose first is not negative.
///
/// Shepperd 1978: the greatest of the four is found first, so that none is divided by nearly 0.
/// `axes` are what the unit vectors become.
private func quaternion(ofRotation axes: [SIMD3<Double>]) -> SIMD3<Double> {
  let (i, j, k) = (axes[0], axes[1], axes[2])
  let squares = [
    1 + i.x + j.y + k.z, 1 + i.x - j.y - k.z, 1 - i.x + j.y - k.z, 1 - i.x - j.y + k.z,
  ]
  let a = j.z - k.y
  let b = k.x - i.z
  let c = i.y - j.x
  let (xy, xz, yz) = (i.y + j.x, i.z + k.x, j.z + k.y)
  let parts: [SIMD4<Double>] = [
    SIMD4(squares[0], a, b, c), SIMD4(a, squares[1], xy, xz), SIMD4(b, xy, squares[2], yz),
    SIMD4(c, xz, yz, squares[3]),
  ]
  let greatest = (0..<4).max { squares[$0] < squares[$1] } ?? 0
  let found = parts[greatest] / (parts[greatest] * parts[greatest]).sum().squareRoot()
  let signed = found.x < 0 ? -found : found
  return SIMD3(signed.y, signed.z, signed.w)
}
