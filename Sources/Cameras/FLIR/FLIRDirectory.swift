// SPDX-License-Identifier: Apache-2.0

/// What an FFF file says of the records in it, in either order of bytes.
///
/// Layout: ExifTool's `lib/Image/ExifTool/FLIR.pm` ("FLIR file header", "FLIR record entry").
struct FLIRDirectory {
  /// What a record holds.
  enum Kind: UInt16 {
    case rawImage = 0x01
    case photo = 0x0E
    case camera = 0x20
    case pictureInPicture = 0x2A
  }

  private static let headerCount = 0x40
  private static let entryCount = 0x20
  /// Cameras write 14.
  private static let mostEntries = 1024

  /// Where each kind's first record lies in the file, as the directory says; unchecked.
  private let places: [Kind: Range<UInt64>]

  /// Reads a file's header and directory; the records need not be there.
  ///
  /// - Throws: ``CamerasError`` with `damaged` or `unsupported`.
  init(_ bytes: ArraySlice<UInt8>) throws(CamerasError) {
    guard bytes.count >= Self.headerCount, bytes.starts(with: Array("FFF".utf8) + [0]) else {
      throw CamerasError(.damaged, "its FLIR data are no FFF file; \"FFF\" and 64 bytes are wanted")
    }
    // Cameras write the most significant byte first, FLIR's programs the other way round.
    let orders = [false, true].map { Fields(bytes, isLittleEndian: $0) }
    guard let fields = orders.first(where: { (100..<200).contains($0.uint32(0x14) ?? 0) }) else {
      throw CamerasError(
        .unsupported,
        "its FFF file is of version \(orders[0].uint32(0x14) ?? 0); 100 to 199 is read")
    }
    let (start, count) = (Int(fields.uint32(0x18) ?? 0), Int(fields.uint32(0x1C) ?? 0))
    guard start <= bytes.count, count <= (bytes.count - start) / Self.entryCount,
      count <= Self.mostEntries
    else {
      throw CamerasError(
        .damaged,
        "its FFF file has \(bytes.count) bytes, and \(count) records from byte \(start) on are said"
      )
    }
    places = Self.places(fields, start, count)
  }

  private static func places(_ fields: Fields, _ start: Int, _ count: Int) -> [Kind: Range<UInt64>]
  {
    var places: [Kind: Range<UInt64>] = [:]
    for entry in 0..<count {
      let place = start + entry * entryCount
      guard let kind = fields.uint16(place).flatMap(Kind.init), places[kind] == nil,
        let offset = fields.uint32(place + 0x0C), let length = fields.uint32(place + 0x10)
      else { continue }
      places[kind] = UInt64(offset)..<UInt64(offset) + UInt64(length)
    }
    return places
  }

  /// Whether there is such a record.
  func has(_ kind: Kind) -> Bool { places[kind] != nil }

  /// A record of a file; nil where there is none.
  ///
  /// - Throws: ``CamerasError`` with `damaged` where it lies beyond the file's end.
  func record(_ kind: Kind, of bytes: ArraySlice<UInt8>) throws(CamerasError) -> ArraySlice<UInt8>?
  {
    guard let place = places[kind] else { return nil }
    guard place.upperBound <= UInt64(bytes.count) else {
      throw CamerasError(
        .damaged,
        "its FFF file has \(bytes.count) bytes, and bytes \(place.lowerBound) to"
          + " \(place.upperBound) are to be its \(kind.name)")
    }
    return bytes.dropFirst(Int(place.lowerBound)).prefix(place.count)
  }
}

extension FLIRDirectory.Kind {
  /// For messages.
  fileprivate var name: String {
    switch self {
    case .rawImage: "thermal image"
    case .photo: "photo"
    case .camera: "camera's data"
    case .pictureInPicture: "geometry"
    }
  }
}
