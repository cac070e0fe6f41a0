// SPDX-License-Identifier: Apache-2.0

import CDICOM
import Volumes

extension DICOMFile {
  /// The values of all pixels, frame by frame, row by row: `slope * stored + intercept` of each
  /// frame, or what the file's look-up table says (PS 3.3, C.11.1), in double precision and rounded
  /// once. Padding, which stands for nothing, is not-a-number.
  ///
  /// - Throws: ``VolumesError`` where the pixels cannot be decoded.
  func values(of header: DICOMHeader) throws(VolumesError) -> [Float] {
    let layout = try layout()
    let frameSize = header.columns * header.rows
    let count = frameSize * header.frames.count
    guard layout.sampleCount == count else {
      throw VolumesError(.damaged, "its pixels are not as many as before")
    }
    let stored = try pixels()
    let table = try LookUpTable(self)
    let padding = Padding(self)
    return [Float](unsafeUninitializedCapacity: count) { target, initialized in
      stored.withUnsafeBytes { bytes in
        layout.sample.forEachValue(bytes, count) { at, number in
          let frame = header.frames[at / frameSize]
          target[at] =
            padding?.holds(number) == true
            ? .nan : Float(table?[number] ?? frame.slope * number + frame.intercept)
        }
      }
      initialized = count
    }
  }
}

/// Stored numbers about an image that was made rectangular (PS 3.3, C.7.5.1.1.2).
private struct Padding {
  private let low: Double
  private let high: Double

  /// Nil where the file names none.
  init?(_ file: DICOMFile) {
    // Signed where the pixels are.
    let isSigned = file.integers(.pixelRepresentation) == [1]
    func number(_ tag: DICOMTag) -> Double? {
      file.integers(tag).first.map { isSigned ? Double(Int16(bitPattern: $0)) : Double($0) }
    }
    guard let value = number(.pixelPaddingValue) else { return nil }
    let limit = number(.pixelPaddingRangeLimit) ?? value
    (low, high) = (min(value, limit), max(value, limit))
  }

  @inline(__always)
  func holds(_ stored: Double) -> Bool { low <= stored && stored <= high }
}

/// A table of the values that stored numbers stand for (Modality LUT).
private struct LookUpTable {
  private let first: Double
  private let values: [UInt16]

  /// Nil where the file has none.
  ///
  /// - Throws: ``VolumesError`` for a table that is shorter than it says.
  init?(_ file: DICOMFile) throws(VolumesError) {
    let item: DICOMFile.Path = [(.modalityLookUp, 0)]
    let descriptor = file.integers(.lookUpDescriptor, in: item)
    guard file.itemCount(.modalityLookUp) > 0 else { return nil }
    values = file.integers(.lookUpData, in: item)
    let wanted = descriptor.first.map { $0 == 0 ? 1 << 16 : Int($0) } ?? 0
    guard descriptor.count == 3, wanted == values.count else {
      throw VolumesError(
        .damaged, "its look-up table has \(values.count) values; \(wanted) are wanted")
    }
    // Signed where the pixels are.
    let isSigned = file.integers(.pixelRepresentation) == [1]
    first = isSigned ? Double(Int16(bitPattern: descriptor[1])) : Double(descriptor[1])
  }

  subscript(_ stored: Double) -> Double {
    Double(values[Int(max(0, min(stored - first, Double(values.count - 1))))])
  }
}

extension cd_layout {
  /// Samples of all frames.
  fileprivate var sampleCount: Int { Int(columns) * Int(rows) * Int(frames) * Int(samples) }

  /// Bytes of all frames.
  var byteCount: Int { sampleCount * sample.byteCount }
}

extension cd_sample {
  /// Bytes of a sample.
  fileprivate var byteCount: Int {
    switch self {
    case CD_UINT8, CD_INT8: 1
    case CD_UINT16, CD_INT16: 2
    case CD_FLOAT64: 8
    default: 4
    }
  }

  /// Tells of each sample, as a number.
  @inline(__always)
  fileprivate func forEachValue(
    _ bytes: UnsafeRawBufferPointer, _ count: Int, _ body: (Int, Double) -> Void
  ) {
    switch self {
    case CD_UINT8: each(bytes, count, UInt8.self) { body($0, Double($1)) }
    case CD_INT8: each(bytes, count, Int8.self) { body($0, Double($1)) }
    case CD_UINT16: each(bytes, count, UInt16.self) { body($0, Double($1)) }
    case CD_INT16: each(bytes, count, Int16.self) { body($0, Double($1)) }
    case CD_UINT32: each(bytes, count, UInt32.self) { body($0, Double($1)) }
    case CD_INT32: each(bytes, count, Int32.self) { body($0, Double($1)) }
    case CD_FLOAT32: each(bytes, count, Float.self) { body($0, Double($1)) }
    default: each(bytes, count, Double.self) { body($0, $1) }
    }
  }

  @inline(__always)
  private func each<Sample>(
    _ bytes: UnsafeRawBufferPointer, _ count: Int, _ type: Sample.Type,
    _ body: (Int, Sample) -> Void
  ) {
    for at in 0..<count {
      body(at, bytes.loadUnaligned(fromByteOffset: at * MemoryLayout<Sample>.size, as: type))
    }
  }
}
