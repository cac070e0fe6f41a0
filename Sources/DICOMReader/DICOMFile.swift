// SPDX-License-Identifier: Apache-2.0

import CDICOM
import Volumes

/// A DICOM file in GDCM's hands: values of attributes, and pixels.
final class DICOMFile {
  /// Items of sequences that lead to a data set within the file, the outermost first.
  typealias Path = [(sequence: DICOMTag, item: Int)]

  /// Whether GDCM was there at the build.
  static var isAvailable: Bool { cd_is_available() != 0 }

  private let file: OpaquePointer
  /// Whether letters are those of ISO 8859-1; else they are taken for UTF-8, of which ASCII is a
  /// part.
  private lazy var isLatin =
    bytes(.characterSet).map { String(decoding: $0, as: UTF8.self).contains("ISO_IR 100") } ?? false

  /// Reads a file's bytes.
  ///
  /// - Throws: ``VolumesError`` with `notVolume`, `damaged` or `unsupported`, without a path.
  init(_ bytes: [UInt8]) throws(VolumesError) {
    guard Self.isAvailable else {
      throw VolumesError(
        .unsupported,
        "DICOM, and this program was built without GDCM: install libgdcm-dev and build it again")
    }
    try DICOMOutline.check(bytes)
    var opened: OpaquePointer?
    try Self.call { cd_open(bytes, bytes.count, &opened, $0) }
    guard let opened else { throw VolumesError(.damaged, "GDCM cannot read it") }
    file = opened
  }

  deinit { cd_close(file) }

  /// The bytes of a value; nil where the attribute is not there.
  func bytes(_ tag: DICOMTag, in path: Path = []) -> [UInt8]? {
    let steps = Self.steps(path)
    let count = cd_copy_value(file, steps, steps.count, tag.number, nil, 0)
    guard count >= 0 else { return nil }
    return [UInt8](unsafeUninitializedCapacity: max(count, 1)) { target, initialized in
      _ = cd_copy_value(file, steps, steps.count, tag.number, target.baseAddress, count)
      initialized = count
    }
  }

  /// How many items a sequence has.
  func itemCount(_ sequence: DICOMTag, in path: Path = []) -> Int {
    let steps = Self.steps(path)
    return cd_item_count(file, steps, steps.count, sequence.number)
  }

  /// What the pixels look like.
  ///
  /// - Throws: ``VolumesError`` where the file holds no image.
  func layout() throws(VolumesError) -> cd_layout {
    var layout = cd_layout()
    try Self.call { cd_read_layout(file, &layout, $0) }
    return layout
  }

  /// The pixels as they are stored, frame by frame, row by row.
  ///
  /// - Throws: ``VolumesError`` where they cannot be decoded.
  func pixels() throws(VolumesError) -> [UInt8] {
    let byteCount = try layout().byteCount
    // Of packed pixels, which lie in items, there is no count.
    let stored = cd_copy_value(file, nil, 0, DICOMTag.pixelData.number, nil, 0)
    guard stored < 0 || stored >= byteCount else {
      throw VolumesError(.damaged, "its pixels are \(stored) bytes; \(byteCount) are wanted")
    }
    var pixels = [UInt8](repeating: 0, count: byteCount)
    try Self.call { cd_decode(file, &pixels, byteCount, $0) }
    return pixels
  }

  private static func steps(_ path: Path) -> [cd_step] {
    path.map { cd_step(tag: $0.sequence.number, item: UInt32($0.item)) }
  }

  private static func call(
    _ body: (UnsafeMutablePointer<CChar>) -> cd_status
  ) throws(VolumesError) {
    var text = [CChar](repeating: 0, count: Int(CD_MESSAGE_CAPACITY))
    let status = text.withUnsafeMutableBufferPointer { text in
      text.baseAddress.map(body) ?? CD_OUT_OF_MEMORY
    }
    guard status != CD_OK else { return }
    let code: VolumesError.Code =
      switch status {
      case CD_OUT_OF_MEMORY: .tooLarge
      case CD_UNSUPPORTED, CD_UNAVAILABLE: .unsupported
      case CD_UNPLACED: .geometry
      default: .damaged
      }
    let message = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    throw VolumesError(code, String(decoding: message, as: UTF8.self))
  }
}

extension DICOMFile {
  /// The texts of a value, without the blanks around them; empty where there are none.
  func texts(_ tag: DICOMTag, in path: Path = []) -> [String] {
    guard let bytes = bytes(tag, in: path), !bytes.isEmpty else { return [] }
    return bytes.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false).map {
      let letters = $0.prefix { $0 != 0 }
      let text =
        isLatin
        ? String(letters.map { Character(Unicode.Scalar($0)) })
        : String(decoding: letters, as: UTF8.self)
      return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The first text of a value; nil where there is none or it is empty.
  func text(_ tag: DICOMTag, in path: Path = []) -> String? {
    texts(tag, in: path).first.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Numbers that are written as text (DS, IS); nil where one is none.
  func numbers(_ tag: DICOMTag, in path: Path = []) -> [Double]? {
    let texts = texts(tag, in: path)
    let numbers = texts.compactMap(Double.init).filter(\.isFinite)
    return numbers.count == texts.count && !numbers.isEmpty ? numbers : nil
  }

  /// The first of such numbers.
  func number(_ tag: DICOMTag, in path: Path = []) -> Double? { numbers(tag, in: path)?.first }

  /// Whole numbers of two bytes (US), however the file writes them.
  func integers(_ tag: DICOMTag, in path: Path = []) -> [UInt16] {
    guard let bytes = bytes(tag, in: path) else { return [] }
    return bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / 2).map { bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self) }
    }
  }
}
