// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation

/// A zip archive of DICOM, unpacked into a folder of its own for as long as it is read.
struct DICOMArchive {
  private let folder: String
  /// The names in the archive, of the files in the folder.
  private let names: [(file: String, name: String)]
  private let path: String

  /// Whether a file is an archive.
  static func holds(_ path: String) throws(VolumesError) -> Bool {
    do throws(FileError) {
      let open = try OpenFile(path: path)
      return open.byteCount >= 4 ? ZipArchive.isArchive(try open.bytes(in: 0..<4)) : false
    } catch { throw VolumesError(error) }
  }

  /// Unpacks an archive, has `read` make a volume of its folder, and removes that.
  ///
  /// - Returns: The volume, whose notes name files as the archive does.
  /// - Throws: ``VolumesError`` for the archive, and what `read` throws, files named likewise.
  static func volume(
    of path: String, _ limits: VolumeLimits, _ read: (String) throws(VolumesError) -> Volume
  ) throws(VolumesError) -> Volume {
    let archive: Self
    do throws(VolumesError) { archive = try Self(path, limits) } catch { throw error.of(path) }
    defer { remove(archive.folder, archive.names.map(\.file)) }
    do throws(VolumesError) {
      var volume = try read(archive.folder)
      volume.notes = volume.notes.map(archive.named)
      return volume
    } catch { throw archive.named(error) }
  }

  private init(_ path: String, _ limits: VolumeLimits) throws(VolumesError) {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try readFile(path, atMost: limits.fileBytes) } catch {
      throw VolumesError(error)
    }
    let archive = try ZipArchive(bytes)
    let byteCount = archive.entries.reduce(0) { $0 + $1.byteCount }
    guard byteCount <= limits.fileBytes else {
      throw VolumesError(
        .tooLarge, "\(byteCount) bytes when unpacked; at most \(limits.fileBytes) are read")
    }
    self.path = path
    folder = FileManager.default.temporaryDirectory.appending(path: "daefuse-\(UUID())").path
    var names: [(String, String)] = []
    Unfinished.add(folder: folder)
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      for (number, entry) in archive.entries.enumerated() {
        let file = "\(folder)/\(number)"
        Unfinished.add(file: file)
        try Data(try archive.unpacked(entry)).write(to: URL(filePath: file))
        names.append((file, entry.name))
      }
    } catch {
      Self.remove(folder, names.map(\.0) + ["\(folder)/\(names.count)"])
      throw error as? VolumesError
        ?? VolumesError(.unwritable, "it cannot be unpacked into \(folder)")
    }
    self.names = names
  }

  private static func remove(_ folder: String, _ files: [String]) {
    try? FileManager.default.removeItem(atPath: folder)
    files.forEach(Unfinished.forget(file:))
    Unfinished.forget(folder: folder)
  }

  /// What names files, with their names in the archive.
  private func named(_ error: VolumesError) -> VolumesError {
    VolumesError(error.code, path: error.path.map(named), named(error.message))
  }

  private func named(_ text: String) -> String {
    // The last ones first: "/1" begins "/12".
    names.reversed().reduce(text) { text, names in
      text.replacing(names.file, with: "\(path)/\(names.name)")
    }.replacing(folder, with: path)
  }
}
