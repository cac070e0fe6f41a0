// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
import Imaging
import Volumes

/// Where a fused volume goes: one file, or a folder of all.
struct VolumeTarget {
  private enum Kind {
    case volume
    case sheet
    case folder
  }

  private let path: String
  private let kind: Kind
  private let overwrites: Bool

  /// - Throws: What says that a file is there already, before any work.
  init(_ path: String, overwrites: Bool) throws {
    (self.path, self.overwrites) = (path, overwrites)
    let lowercased = path.lowercased()
    if lowercased.hasSuffix(".nii") || lowercased.hasSuffix(".nii.gz") {
      kind = .volume
    } else {
      kind = ImageFormat(pathExtension: URL(filePath: path).pathExtension) != nil ? .sheet : .folder
    }
    for file in kind == .folder ? ["fused.nii.gz", "fused-rgb.nii.gz", "sheet.png"] : [] {
      try check("\(path)/\(file)")
    }
    if kind != .folder { try check(path) }
  }

  /// Writes what was fused.
  func write(_ fused: FusedVolume, columns: Int) throws {
    switch kind {
    case .volume: try fused.luminance.write(nifti: path, replacing: overwrites)
    case .sheet: try writeSheet(fused, columns, to: path)
    case .folder:
      try makeFolder(path)
      try fused.luminance.write(nifti: "\(path)/fused.nii.gz", replacing: overwrites)
      if let colors = fused.colors {
        try fused.view.grid.write(
          nifti: "\(path)/fused-rgb.nii.gz", colors: colors, replacing: overwrites)
      }
      try writeSheet(fused, columns, to: "\(path)/sheet.png")
    }
  }

  private func writeSheet(_ fused: FusedVolume, _ columns: Int, to path: String) throws {
    try fused.sheet(columns: columns).write(to: path, replacing: overwrites)
  }

  private func check(_ file: String) throws {
    if !overwrites, FileManager.default.fileExists(atPath: file) {
      throw OutputError(path: file, message: "is there already; --overwrite replaces it")
    }
    try checkReplaceable(file)
  }
}
