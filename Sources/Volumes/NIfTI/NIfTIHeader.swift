// SPDX-License-Identifier: Apache-2.0

/// What a file of NIfTI says of its values, in version 1 or 2.
///
/// Places and meanings are those of `nifti1.h` and `nifti2.h` (Neuroimaging Informatics Technology
/// Initiative).
struct NIfTIHeader {
  /// Bytes of a header of version 1, and of version 2.
  static let byteCounts = [348, 540]

  let isBigEndian: Bool
  /// Values along each index; the first three are those of a volume.
  let counts: [Int]
  let type: NIfTIType
  /// Where the values begin.
  let dataOffset: Int
  /// What a stored value is multiplied with; nil: values are stored as they are.
  let scale: Scale?
  let placement: NIfTIPlacement

  struct Scale {
    let slope: Double
    let intercept: Double
  }

  /// Voxels along the first three indices.
  var volumeCounts: SIMD3<Int> { SIMD3(counts[0], counts[1], counts[2]) }
  /// How many volumes there are.
  var frameCount: Int { counts.dropFirst(3).reduce(1, *) }

  /// How long the header is that begins with these bytes, at least four, and its byte order; nil
  /// where no file of NIfTI begins so.
  static func layout(of bytes: [UInt8]) -> (byteCount: Int, isBigEndian: Bool)? {
    guard bytes.count >= 4 else { return nil }
    for isBigEndian in [false, true] {
      let count = NIfTIFields(bytes: bytes, isBigEndian: isBigEndian).integer(0, as: Int32.self)
      if byteCounts.contains(Int(count)) { return (Int(count), isBigEndian) }
    }
    return nil
  }

  /// Reads a header that is there as a whole.
  ///
  /// - Throws: ``VolumesError`` for one that contradicts itself or is of a kind that is not read.
  init(_ bytes: [UInt8], limits: VolumeLimits) throws(VolumesError) {
    guard let layout = Self.layout(of: bytes), layout.byteCount <= bytes.count else {
      throw VolumesError(.notVolume, "no file of NIfTI: it does not begin with a header of one")
    }
    let fields = NIfTIFields(bytes: bytes, isBigEndian: layout.isBigEndian)
    isBigEndian = layout.isBigEndian
    let isFirst = layout.byteCount == Self.byteCounts[0]
    try Self.checkMagic(bytes, isFirst: isFirst)
    let sizes = (0..<8).map {
      isFirst
        ? Int(fields.integer(40 + 2 * $0, as: Int16.self))
        : Int(fields.integer(16 + 8 * $0, as: Int64.self))
    }
    counts = try Self.counts(sizes, limits)
    type = try Self.type(Int(fields.integer(isFirst ? 70 : 12, as: Int16.self)))
    dataOffset = try Self.offset(
      isFirst ? fields.float(108) : Double(fields.integer(168, as: Int64.self)),
      headerBytes: layout.byteCount)
    scale = try Self.scale(
      slope: isFirst ? fields.float(112) : fields.double(176),
      intercept: isFirst ? fields.float(116) : fields.double(184))
    placement = NIfTIPlacement(fields, version: isFirst ? 1 : 2)
  }

  private static func checkMagic(_ bytes: [UInt8], isFirst: Bool) throws(VolumesError) {
    let magic = bytes[(isFirst ? 344 : 4)...].prefix(4)
    let wanted = isFirst ? "n+1\0" : "n+2\0"
    if magic.elementsEqual(wanted.utf8) { return }
    if magic.elementsEqual((isFirst ? "ni1\0" : "ni2\0").utf8) {
      throw VolumesError(
        .unsupported,
        "a header of NIfTI whose values are in another file (.hdr and .img); one file, .nii, is read"
      )
    }
    throw VolumesError(
      isFirst ? .unsupported : .damaged,
      isFirst
        ? "a header as Analyze 7.5 has it, without NIfTI's mark: left and right are not told; a file "
          + "of NIfTI is wanted"
        : "a header of NIfTI-2 without its mark")
  }

  /// The counts of `dim`, three at least.
  private static func counts(_ sizes: [Int], _ limits: VolumeLimits) throws(VolumesError) -> [Int] {
    guard (1...7).contains(sizes[0]) else {
      throw VolumesError(.damaged, "\(sizes[0]) dimensions; 1 to 7 are wanted")
    }
    var counts = Array(sizes[1...sizes[0]])
    guard counts.allSatisfy({ $0 > 0 }) else {
      throw VolumesError(.damaged, "sides of \(counts) voxels; 1 or more are wanted")
    }
    counts += Array(repeating: 1, count: max(0, 3 - counts.count))
    var voxels = 1
    for count in counts.prefix(3) {
      let (product, overflows) = voxels.multipliedReportingOverflow(by: count)
      guard !overflows, product <= limits.voxels else {
        throw VolumesError(
          .tooLarge,
          "\(counts[0])x\(counts[1])x\(counts[2]) voxels; at most \(limits.voxels) are read")
      }
      voxels = product
    }
    // So that the place of no frame overflows.
    for count in counts.dropFirst(3) {
      let (product, overflows) = voxels.multipliedReportingOverflow(by: count)
      guard !overflows, product < 1 << 56 else {
        throw VolumesError(.damaged, "sides of \(counts) voxels; no file holds so many")
      }
      voxels = product
    }
    return counts
  }

  private static func type(_ code: Int) throws(VolumesError) -> NIfTIType {
    guard let type = NIfTIType(rawValue: code), type != .rgb24 else {
      throw VolumesError(
        .unsupported,
        "values are \(NIfTIType.name(ofUnread: code)) (NIfTI's type \(code)); integers of 8 to 64 "
          + "bits and floats of 32 or 64 are read")
    }
    return type
  }

  private static func offset(_ offset: Double, headerBytes: Int) throws(VolumesError) -> Int {
    // Extensions lie between: a header of pictures or text, no larger than this.
    guard offset >= Double(headerBytes), offset <= Double(1 << 28), offset == offset.rounded()
    else {
      throw VolumesError(
        .damaged, "values begin at byte \(offset); \(headerBytes) to \(1 << 28) is wanted")
    }
    return Int(offset)
  }

  private static func scale(slope: Double, intercept: Double) throws(VolumesError) -> Scale? {
    guard slope.isFinite, slope != 0 else { return nil }
    guard intercept.isFinite else {
      throw VolumesError(.damaged, "values are scaled by \(slope) and \(intercept) is added")
    }
    return slope == 1 && intercept == 0 ? nil : Scale(slope: slope, intercept: intercept)
  }
}
