// SPDX-License-Identifier: Apache-2.0

/// The files of NIfTI in a folder, however deep, by their names.
public struct VolumeFolder: Sendable {
  /// The folder.
  public let path: String
  /// The names in order: the way to each file from the folder, without `.nii` or `.nii.gz`, such as
  /// "patient1/t1".
  public let names: [String]
  private let paths: [String: String]

  /// Lists a folder.
  ///
  /// - Throws: ``VolumesError``: `unreadable`, or `ambiguous` where a name is that of two files.
  public init(_ path: String) throws(VolumesError) {
    let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    var paths: [String: String] = [:]
    for file in try FolderWalk(folder).files {
      let way = String(file.dropFirst(folder.count).drop { $0 == "/" })
      guard let name = Self.name(of: way), !Self.isColored(name) else { continue }
      if let twin = paths[name] {
        throw VolumesError(
          .ambiguous, path: file, "has the name of \(twin) but for the ending; one is wanted")
      }
      paths[name] = file
    }
    (self.path, self.paths, names) = (path, paths, paths.keys.sorted())
  }

  /// Whether a path ends as files of NIfTI do.
  public static func isVolume(_ path: String) -> Bool { name(of: path) != nil }

  /// A path without `.nii` or `.nii.gz`; nil where it has neither.
  public static func name(of path: String) -> String? {
    let ending = [".nii.gz", ".nii"].first { path.lowercased().hasSuffix($0) }
    return ending.map { String(path.dropLast($0.count)) }
  }

  /// Whose volume it is by its name: that of the folder that it lies in, the outermost one; else
  /// what names of BIDS begin with, "sub-" up to the first "_"; else the name.
  public static func patient(of name: String) -> String {
    let parts = name.split(separator: "/")
    if parts.count > 1 { return String(parts[0]) }
    return name.hasPrefix("sub-") ? String(name.prefix { $0 != "_" }) : name
  }

  /// The file that belongs to a volume of another folder: the one of its name; else the only one in
  /// a folder of its name; else, where both folders hold one file alone in the folder that the name
  /// leads to, that one.
  public func partner(of name: String, in other: VolumeFolder) -> String? {
    if let path = paths[name] ?? only(in: name) { return path }
    let folder = name.split(separator: "/").dropLast().joined(separator: "/")
    return other.only(in: folder) == nil ? nil : only(in: folder)
  }

  /// The file of one of the ``names``.
  public subscript(name: String) -> String? { paths[name] }

  /// The only file that lies in a folder, not deeper; nil where there are none or several.
  private func only(in folder: String) -> String? {
    let inside = names.filter {
      $0.split(separator: "/").dropLast().joined(separator: "/") == folder
    }
    return inside.count == 1 ? paths[inside[0]] : nil
  }

  /// What `daefuse volume` writes for looking at, beside the volume of luminance.
  private static func isColored(_ name: String) -> Bool {
    name == "fused-rgb" || name.hasSuffix("/fused-rgb")
  }
}
