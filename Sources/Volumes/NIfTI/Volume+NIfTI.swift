// SPDX-License-Identifier: Apache-2.0

import Files

extension Volume {
  /// Reads a file of NIfTI-1 or NIfTI-2, packed by gzip or not.
  ///
  /// The affine is that of `sform`, else that of `qform`, in millimeters; values are
  /// `scl_slope * stored + scl_inter`, computed in double precision and rounded to float once.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - frame: Which volume of a file of several, counted from 1; nil: the file must hold one.
  ///   - limits: How much is read at most.
  /// - Throws: ``VolumesError`` that names the file.
  public init(nifti path: String, frame: Int? = nil, limits: VolumeLimits = VolumeLimits())
    throws(VolumesError)
  {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try readFile(path, atMost: limits.fileBytes) } catch {
      throw VolumesError(error)
    }
    do throws(VolumesError) {
      try self.init(nifti: bytes, frame: frame, limits: limits)
    } catch { throw error.of(path) }
  }

  /// Reads a file of NIfTI that is in memory.
  ///
  /// - Throws: ``VolumesError``, which names no file.
  public init(nifti bytes: [UInt8], frame: Int? = nil, limits: VolumeLimits = VolumeLimits())
    throws(VolumesError)
  {
    var source = try NIfTISource(bytes)
    var header = try source.bytes(NIfTIHeader.byteCounts[0])
    if let layout = NIfTIHeader.layout(of: header), layout.byteCount > header.count {
      header += try source.bytes(layout.byteCount - header.count)
    }
    let described = try NIfTIHeader(header, limits: limits)
    let grid = try VolumeGrid(
      counts: described.volumeCounts, toPatient: described.placement.toPatient())
    let frame = try described.chosen(frame)
    let byteCount = grid.voxelCount * described.type.byteCount
    try source.skip(described.dataOffset - header.count + (frame - 1) * byteCount)
    self.init(grid: grid, values: described.values(try source.bytes(byteCount)))
    if described.frameCount > 1 { part = "volume \(frame)" }
    if described.placement.millimeters == nil {
      notes.append("the unit of lengths is not stated: taken for millimeters")
    }
  }
}

extension NIfTIHeader {
  /// The volume that is meant, counted from 1.
  fileprivate func chosen(_ frame: Int?) throws(VolumesError) -> Int {
    guard let frame else {
      guard frameCount == 1 else {
        throw VolumesError(
          .frame, "holds \(frameCount) volumes; the number of one, from 1 on, is wanted")
      }
      return 1
    }
    guard (1...frameCount).contains(frame) else {
      throw VolumesError(.frame, "volume \(frame) of \(frameCount); 1 to \(frameCount) is wanted")
    }
    return frame
  }

  /// The values that stored bytes stand for.
  fileprivate func values(_ bytes: [UInt8]) -> [Float] {
    switch type {
    case .uint8: integers(bytes, UInt8.self)
    case .int8: integers(bytes, Int8.self)
    case .int16: integers(bytes, Int16.self)
    case .uint16: integers(bytes, UInt16.self)
    case .int32: integers(bytes, Int32.self)
    case .uint32: integers(bytes, UInt32.self)
    case .int64: integers(bytes, Int64.self)
    case .uint64: integers(bytes, UInt64.self)
    case .float32:
      converted(bytes, UInt32.self) { Double(Float(bitPattern: $0)) }
    case .float64: converted(bytes, UInt64.self) { Double(bitPattern: $0) }
    case .rgb24: preconditionFailure("NIfTIHeader: colors have no values")
    }
  }

  private func integers<Stored: FixedWidthInteger>(
    _ bytes: [UInt8], _ type: Stored.Type
  ) -> [Float] {
    converted(bytes, type) { Double($0) }
  }

  @inline(__always)
  private func converted<Stored: FixedWidthInteger>(
    _ bytes: [UInt8], _ type: Stored.Type, _ value: (Stored) -> Double
  ) -> [Float] {
    let scale = scale
    let count = bytes.count / MemoryLayout<Stored>.size
    return [Float](unsafeUninitializedCapacity: max(count, 1)) { target, initialized in
      bytes.withUnsafeBytes { bytes in
        for at in 0..<count {
          let stored = bytes.loadUnaligned(
            fromByteOffset: at * MemoryLayout<Stored>.size, as: Stored.self)
          let number = value(
            isBigEndian ? Stored(bigEndian: stored) : Stored(littleEndian: stored))
          // Without a scale nothing is added: -0 stays -0.
          target[at] = Float(scale.map { $0.slope * number + $0.intercept } ?? number)
        }
      }
      initialized = count
    }
  }
}
