// SPDX-License-Identifier: Apache-2.0

private import CZlib

/// The files in a zip archive (PKWARE's APPNOTE 6.3): stored or deflated; neither encrypted nor
/// ZIP64.
struct ZipArchive {
  /// A file in it.
  struct Entry {
    /// Its name, for messages alone: nothing is written under it.
    let name: String
    /// Bytes when unpacked.
    let byteCount: Int
    fileprivate let packedCount: Int
    fileprivate let isDeflated: Bool
    fileprivate let checksum: UInt32
    fileprivate let start: Int
  }

  /// Most files that an archive may hold.
  static let mostEntries = 100_000

  private let bytes: [UInt8]
  /// All files, folders left out.
  let entries: [Entry]

  /// Whether bytes begin as an archive does.
  static func isArchive(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
  }

  /// Reads the list at the archive's end.
  ///
  /// - Throws: ``VolumesError`` with `damaged` or `unsupported`, without a path.
  init(_ bytes: [UInt8]) throws(VolumesError) {
    let fields = ZipFields(bytes)
    guard let end = fields.lastRecord else {
      throw VolumesError(.damaged, "a zip archive without its list of files, which is at the end")
    }
    let (count, start) = (fields[end + 10, 2], fields[end + 16, 4])
    guard count < 0xffff, start < 0xffff_ffff else {
      throw VolumesError(.unsupported, "a zip archive of ZIP64; the older kind is wanted")
    }
    var (entries, at): ([Entry], Int) = ([], start)
    for _ in 0..<count {
      guard at + 46 <= end, fields[at, 4] == 0x0201_4b50 else {
        throw VolumesError(.damaged, "a zip archive whose list of files breaks off")
      }
      let (name, next) = try fields.name(at, before: end)
      if !name.hasSuffix("/") { entries.append(try fields.entry(at, name)) }
      at = next
    }
    (self.bytes, self.entries) = (bytes, entries)
  }

  /// The bytes of a file.
  ///
  /// - Throws: ``VolumesError`` with `damaged`, which names the file.
  func unpacked(_ entry: Entry) throws(VolumesError) -> [UInt8] {
    let packed = bytes[entry.start..<entry.start + entry.packedCount]
    let unpacked: [UInt8]
    do throws(VolumesError) {
      unpacked =
        entry.isDeflated
        ? try Inflater(Array(packed), isBare: true).bytes(entry.byteCount) : Array(packed)
    } catch { throw VolumesError(error.code, "\(entry.name) in it: \(error.message)") }
    let checksum = unpacked.withUnsafeBufferPointer {
      UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count))
    }
    guard unpacked.count == entry.byteCount, checksum == entry.checksum else {
      throw VolumesError(.damaged, "\(entry.name) in it is not what its checksum says")
    }
    return unpacked
  }
}

/// Numbers of an archive, least byte first.
private struct ZipFields {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  subscript(_ place: Int, _ count: Int) -> Int {
    guard place >= 0, place + count <= bytes.count else { return 0 }
    return (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }

  /// Where the record that ends an archive is; a comment of at most 65535 bytes may follow.
  var lastRecord: Int? {
    let last = bytes.count - 22
    guard last >= 0 else { return nil }
    return stride(from: last, through: max(0, last - 0xffff), by: -1).first {
      self[$0, 4] == 0x0605_4b50
    }
  }

  /// The name of the file that the list has at a place, and where the next one is.
  func name(_ place: Int, before end: Int) throws(VolumesError) -> (String, next: Int) {
    let count = self[place + 28, 2]
    let next = place + 46 + count + self[place + 30, 2] + self[place + 32, 2]
    guard next <= end else {
      throw VolumesError(.damaged, "a zip archive whose list of files breaks off")
    }
    return (String(decoding: bytes[place + 46..<place + 46 + count], as: UTF8.self), next)
  }

  /// The file that the list has at a place.
  func entry(_ place: Int, _ name: String) throws(VolumesError) -> ZipArchive.Entry {
    let (flags, method) = (self[place + 8, 2], self[place + 10, 2])
    guard flags & 1 == 0, method == 0 || method == 8 else {
      throw VolumesError(
        .unsupported,
        "\(name) in it is \(flags & 1 == 0 ? "packed by method \(method)" : "encrypted"); stored "
          + "and deflated files are read")
    }
    let (packed, count, local) = (self[place + 20, 4], self[place + 24, 4], self[place + 42, 4])
    let start = local + 30 + self[local + 26, 2] + self[local + 28, 2]
    guard self[local, 4] == 0x0403_4b50, start + packed <= bytes.count,
      method == 8 || packed == count
    else { throw VolumesError(.damaged, "\(name) in it is not where the list of files says") }
    return ZipArchive.Entry(
      name: name, byteCount: count, packedCount: packed, isDeflated: method == 8,
      checksum: UInt32(self[place + 16, 4]), start: start)
  }
}
