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
    case page
    case folder
  }

  /// Extensions of pictures, volumes and archives that would otherwise name a folder.
  private static let unwritten: Set = [
    "bmp", "gif", "hdr", "heic", "img", "jp2", "mha", "mhd", "nrrd", "pdf", "svg", "zip", "gz",
  ]
  private let path: String
  private let kind: Kind
  private let overwrites: Bool
  private let dicom: DICOMOptions
  private let sliceFormat: SliceFormat?

  /// - Throws: What says that a file is there already, before any work.
  init(
    _ path: String, _ dicom: DICOMOptions, slices: SliceFormat?, overwrites: Bool
  ) throws {
    (self.path, self.dicom, self.overwrites) = (path, dicom, overwrites)
    sliceFormat = slices
    guard !path.lowercased().hasSuffix(".dcm") else {
      throw UsageError(description: "\(path): --dicom writes a series into a folder; name that")
    }
    let lowercased = path.lowercased()
    if lowercased.hasSuffix(".nii") || lowercased.hasSuffix(".nii.gz") {
      kind = .volume
    } else if lowercased.hasSuffix(".html") {
      kind = .page
    } else {
      let pathExtension = URL(filePath: path).pathExtension.lowercased()
      kind = ImageFormat(pathExtension: pathExtension) != nil ? .sheet : .folder
      guard kind == .sheet || !Self.unwritten.contains(pathExtension) else {
        throw UsageError(
          description:
            "\(path): .\(pathExtension) is not written; .nii, .nii.gz, .png, .jpg, .tif, "
            + ".webp, .html or a folder is wanted")
      }
    }
    for file in kind == .folder
      ? ["fused.nii.gz", "fused-rgb.nii.gz", "sheet.png", "slices.html"] : []
    {
      try check("\(path)/\(file)")
    }
    if kind != .folder {
      guard !dicom.dicom else {
        throw UsageError(
          description: "\(path): --dicom writes a series into a folder; one is wanted")
      }
      guard slices == nil else {
        throw UsageError(
          description: "\(path): --slices writes pictures into a folder; one is wanted")
      }
      try check(path)
    }
    // Slices of an older volume would stay among the new ones.
    for folder in [dicom.dicom ? series : nil, slices.map { _ in pictures }].compactMap(\.self)
    where FileManager.default.fileExists(atPath: folder) {
      throw OutputError(
        path: folder, message: "is there already; remove it, or name another folder")
    }
  }

  /// Where the series of DICOM goes.
  private var series: String { "\(path)/dicom" }

  /// Where the pictures of slices go.
  private var pictures: String { "\(path)/slices" }

  /// Writes what was fused.
  ///
  /// - Returns: What is to be known of it, a line each: what is not written, and what of an older
  ///   volume may lie beside it.
  func write(_ fused: FusedVolume, columns: Int) throws -> [String] {
    switch kind {
    case .volume:
      try fused.luminance.write(nifti: path, replacing: overwrites)
      return fused.colors == nil
        ? [] : ["\(path) is gray; of a folder fused-rgb.nii.gz has the colors"]
    case .sheet: try writeSheet(fused, columns, to: path)
    case .page: try writePage(fused, to: path)
    case .folder:
      let isAnother = FileManager.default.fileExists(atPath: "\(path)/fused.nii.gz")
      let others = [series, pictures].filter(FileManager.default.fileExists)
      try makeFolder(path)
      try fused.luminance.write(nifti: "\(path)/fused.nii.gz", replacing: overwrites)
      if let colors = fused.colors {
        try fused.view.grid.write(nifti: colored, colors: colors, replacing: overwrites)
      }
      try writeSheet(fused, columns, to: "\(path)/sheet.png")
      try writePage(fused, to: "\(path)/slices.html")
      if let sliceFormat { try fused.write(slices: pictures, as: sliceFormat.imageFormat) }
      if dicom.dicom { try fused.write(dicom: series, keepsPatient: dicom.keepPatient) }
      return isAnother ? try clearOlder(isColored: fused.colors != nil, was: others) : []
    }
    return []
  }

  /// Where the volume in color goes.
  private var colored: String { "\(path)/fused-rgb.nii.gz" }

  /// Removes the older volume in color where the new one has none; `others` are folders of slices
  /// that were there before.
  ///
  /// - Returns: What lies in the folder that is not of the new volume, a line each.
  private func clearOlder(isColored: Bool, was others: [String]) throws -> [String] {
    var lines: [String] = []
    if !isColored, FileManager.default.fileExists(atPath: colored) {
      try FileManager.default.removeItem(atPath: colored)
      lines.append("\(colored), of an older volume, is removed: this one is gray")
    }
    // Those that this run asked for were refused before.
    lines += others.map { "\($0) was there before, and is not of this volume" }
    return lines
  }

  private func writeSheet(_ fused: FusedVolume, _ columns: Int, to path: String) throws {
    try fused.sheet(columns: columns).write(to: path, replacing: overwrites)
  }

  private func writePage(_ fused: FusedVolume, to path: String) throws {
    let page = Data(try fused.page().utf8)
    try page.withUnsafeBytes { try writeFile($0, to: path, replacing: overwrites) }
  }

  private func check(_ file: String) throws {
    try checkFree(file, overwrites: overwrites)
    try checkReplaceable(file)
  }
}
