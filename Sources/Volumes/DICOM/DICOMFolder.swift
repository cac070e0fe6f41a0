// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation

/// The series in a folder, whatever the names and however deep, or in a file.
public struct DICOMFolder: Sendable {
  /// The folder or file.
  public let path: String
  /// What is in it, by number.
  public let series: [DICOMSeries]
  /// What was left out, a line each.
  public let notes: [String]
  /// Which files could not be read, and why, in one line; nil: none.
  let unread: String?

  /// Whether DICOM can be read: whether GDCM was there when the package was built.
  public static let isAvailable = DICOMProcess.isAvailable()

  /// Reads the headers of all files. What of a folder is damaged or cannot be opened is told in
  /// ``notes``.
  ///
  /// - Throws: ``VolumesError``: `unreadable`, `notVolume` where there is no image in it, or why
  ///   the only file is damaged.
  public init(_ path: String, limits: VolumeLimits = VolumeLimits()) throws(VolumesError) {
    let (files, others) = try Self.files(path)
    var (ofDICOM, left, unread): ([String], [String], [String]) = ([], [], [])
    func leaveOut(_ file: String, _ error: VolumesError) throws(VolumesError) {
      guard files.count > 1 else { throw error.of(file) }
      let isOfAnotherKind = [.unsupported, .geometry].contains(error.code)
      if isOfAnotherKind { left.append("\(file): \(error.message)") }
      if !isOfAnotherKind { unread.append("\(file) (\(error.message))") }
    }
    for file in files {
      do throws(VolumesError) {
        if try Self.isDICOM(file) { ofDICOM.append(file) }
      } catch { try leaveOut(file, error) }
    }
    let otherCount = others + files.count - ofDICOM.count - unread.count
    let found = try DICOMProcess(limits: limits).headers(of: ofDICOM)
    var headers: [DICOMHeader] = []
    for (file, result) in zip(ofDICOM, found) {
      do throws(VolumesError) { headers.append(try result.get()) } catch {
        try leaveOut(file, error)
      }
    }
    guard !headers.isEmpty else { throw Self.nothing(path, files.count, unread + left) }
    let groups = Dictionary(grouping: headers, by: \.seriesID).values
    self.path = path
    self.unread = Self.unread(unread)
    series = groups.map(DICOMSeries.init).sorted {
      ($0.number ?? 0, $0.id) < ($1.number ?? 0, $1.id)
    }
    notes = Self.notes(others: otherCount, left: left) + [self.unread].compactMap(\.self)
  }

  /// The series that is meant: a number or an identifier; nil: there must be one alone.
  ///
  /// - Throws: ``VolumesError`` with `series`, which lists them.
  public func chosen(_ name: String?) throws(VolumesError) -> DICOMSeries {
    let found = name.map { name in series.filter { $0.isMeant(by: name) } } ?? series
    if found.count == 1 { return found[0] }
    let isPlain = Set(series.map(\.number)).count == series.count
    let list = series.map { isPlain ? "\($0)" : "\($0): \($0.id)" }.joined(separator: "; ")
    throw VolumesError(
      .series, path: path,
      found.isEmpty
        ? "no series \(name ?? ""); it holds \(list)"
        : "holds \(found.count) series\(name.map { " \($0)" } ?? ""); the number or identifier of "
          + "one is wanted (--series, --overlay-series): \(list)")
  }

  /// Whether a path is DICOM beyond doubt: a file that begins as those do, or a folder that has one
  /// among its first files; not what cannot be opened.
  public static func isFound(at path: String) -> Bool {
    guard let (files, _) = try? files(path) else { return false }
    return files.prefix(64).contains { (try? isDICOM($0)) == true }
  }

  /// Whether a path is read as DICOM: a folder, or a file that begins as those do.
  static func holds(_ path: String) throws(VolumesError) -> Bool {
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if isFolder.boolValue { return true }
    return try isDICOM(path)
  }

  /// Whether a file begins as those of DICOM do.
  static func isDICOM(_ file: String) throws(VolumesError) -> Bool {
    do throws(FileError) {
      let open = try OpenFile(path: file)
      guard open.byteCount >= 132 else { return false }
      return try open.bytes(in: 128..<132) == Array("DICM".utf8)
    } catch { throw VolumesError(error) }
  }

  /// The files to look at, and how many entries of a folder are none.
  private static func files(_ path: String) throws(VolumesError) -> ([String], others: Int) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw VolumesError(.unreadable, path: path, "no such file or folder")
    }
    guard isFolder.boolValue else { return ([path], 0) }
    let walk = try FolderWalk(path)
    return (walk.files, walk.otherCount)
  }

  private static func nothing(_ path: String, _ count: Int, _ left: [String]) -> VolumesError {
    if let first = left.first {
      return VolumesError(.notVolume, path: path, "no image that can be used (\(first))")
    }
    return VolumesError(
      .notVolume, path: path, "no DICOM file among \(count) file\(count == 1 ? "" : "s")")
  }

  /// "2 files could not be read: FILE (why), FILE (why)".
  private static func unread(_ files: [String]) -> String? {
    guard !files.isEmpty else { return nil }
    let shown = files.prefix(3).joined(separator: ", ")
    let more = files.count > 3 ? ", and \(files.count - 3) more" : ""
    return "\(files.count) file\(files.count == 1 ? "" : "s") could not be read: \(shown)\(more)"
  }

  private static func notes(others: Int, left: [String]) -> [String] {
    var notes: [String] = []
    if others > 0 {
      notes.append("\(others) other file\(others == 1 ? "" : "s"), not DICOM, left out")
    }
    if let first = left.first {
      notes.append(
        "\(left.count) DICOM file\(left.count == 1 ? "" : "s") left out, the first \(first)")
    }
    return notes
  }
}
