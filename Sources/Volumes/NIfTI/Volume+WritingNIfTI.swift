// SPDX-License-Identifier: Apache-2.0

import Files

extension Volume {
  /// Writes a file of NIfTI-1 of floats of 32 bits; packed by gzip where its name ends in `.gz`.
  ///
  /// It says where its voxels lie by `sform`, and by `qform` where the axes are at right angles.
  /// Nothing of a patient is in it.
  ///
  /// - Parameters:
  ///   - path: Where to; the folder must exist.
  ///   - replacing: Whether a file that is there gives way.
  /// - Throws: ``VolumesError`` where it cannot be written, or a side has more than 32767 voxels.
  public func write(nifti path: String, replacing: Bool = true) throws(VolumesError) {
    let bytes = [UInt8](unsafeUninitializedCapacity: 4 * values.count) { target, initialized in
      for (at, value) in values.enumerated() {
        let bits = value.bitPattern.littleEndian
        UnsafeMutableRawBufferPointer(target).storeBytes(
          of: bits, toByteOffset: 4 * at, as: UInt32.self)
      }
      initialized = 4 * values.count
    }
    try writeNIfTI(bytes, .float32, grid, to: path, replacing: replacing)
  }
}

extension VolumeGrid {
  /// Writes a file of NIfTI-1 of colors, RGB of 8 bits, for voxels of this grid; packed by gzip
  /// where its name ends in `.gz`.
  ///
  /// - Parameters:
  ///   - path: Where to; the folder must exist.
  ///   - colors: Red, green and blue of each voxel, the first index fastest.
  ///   - replacing: Whether a file that is there gives way.
  /// - Throws: ``VolumesError`` where it cannot be written, or a side has more than 32767 voxels.
  /// - Precondition: There are three values for each voxel.
  public func write(nifti path: String, colors: [UInt8], replacing: Bool = true)
    throws(VolumesError)
  {
    precondition(
      colors.count == 3 * voxelCount,
      "VolumeGrid: \(colors.count) values of color, \(3 * voxelCount) are wanted")
    try writeNIfTI(colors, .rgb24, self, to: path, replacing: replacing)
  }
}

private func writeNIfTI(
  _ values: [UInt8], _ type: NIfTIType, _ grid: VolumeGrid, to path: String, replacing: Bool
) throws(VolumesError) {
  do throws(VolumesError) {
    let file = try NIfTIWriter(grid, type).file(values)
    let bytes = path.lowercased().hasSuffix(".gz") ? try gzipped(file) : file
    var failure: FileError?
    bytes.withUnsafeBytes { bytes in
      do throws(FileError) {
        try writeFile(bytes, to: path, replacing: replacing)
      } catch { failure = error }
    }
    if let failure { throw VolumesError(failure) }
  } catch { throw error.path == nil ? error.of(path) : error }
}
