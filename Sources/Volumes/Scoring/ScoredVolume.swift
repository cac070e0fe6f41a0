// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files of two scans and of what was made of them.
public struct ScoredVolume: Sendable, Equatable {
  /// What it is called.
  public let name: String
  /// Whose scans they are, as far as names say.
  public let patient: String
  /// The anatomy.
  public let base: String
  /// What is laid over it.
  public let overlay: String
  /// What each method made of them.
  public let fused: [String]

  /// One alone.
  public init(name: String, base: String, overlay: String, fused: [String]) {
    (self.name, self.base, self.overlay, self.fused) = (name, base, overlay, fused)
    patient = VolumeFolder.patient(of: name)
  }

  /// Pairs the volumes of two folders, and finds what was made of each pair.
  ///
  /// - Parameters:
  ///   - base: The folder of the anatomies.
  ///   - overlay: That of what is laid over them; ``VolumeFolder/partner(of:in:)`` pairs them.
  ///   - fused: The folders of what was made of them; each must have a file for each pair.
  /// - Returns: The pairs in order of their names, and a line for each volume without a partner.
  /// - Throws: ``VolumesError``: `noPartner`, `ambiguous`, `unreadable`.
  public static func list(
    base: String, overlay: String, fused: [String]
  ) throws(VolumesError) -> (volumes: [Self], warnings: [String]) {
    guard resolved(base) != resolved(overlay) else {
      throw VolumesError(
        .noPartner, path: overlay, "is the first folder too; the folder of partners is wanted")
    }
    let (first, second) = (try VolumeFolder(base), try VolumeFolder(overlay))
    var folders: [VolumeFolder] = []
    for path in fused { folders.append(try VolumeFolder(path)) }
    var (volumes, warnings, used): ([Self], [String], Set<String>) = ([], [], [])
    for name in first.names {
      guard let path = first[name] else { continue }
      guard let partner = second.partner(of: name, in: first) else {
        warnings.append("\(path): has no partner in \(overlay); left out")
        continue
      }
      used.insert(partner)
      var files: [String] = []
      for folder in folders { files.append(try folder.fused(name, of: first)) }
      volumes.append(Self(name: name, base: path, overlay: partner, fused: files))
    }
    guard !volumes.isEmpty else {
      throw VolumesError(
        .noPartner, path: base,
        "none of its \(first.names.count) volumes has a partner in \(overlay) "
          + "(\(second.names.count) volumes); one name, or a folder a patient that holds one "
          + "volume, is wanted")
    }
    warnings += second.names.compactMap { second[$0] }.filter { !used.contains($0) }
      .map { "\($0): has no partner in \(base); left out" }
    return (volumes, warnings)
  }
}

extension VolumeFolder {
  /// What was made of a pair: a mean over other pairs would mislead.
  fileprivate func fused(_ name: String, of base: VolumeFolder) throws(VolumesError) -> String {
    if let path = partner(of: name, in: base) { return path }
    throw VolumesError(
      .noPartner, path: path, "has no volume for \(name); one for each pair is wanted")
  }
}

/// The path without links, "." and "..", by which places are told apart.
private func resolved(_ path: String) -> String {
  URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
}
