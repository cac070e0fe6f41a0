// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
public import Imaging

extension FusedVolume {
  /// Writes each slice as a picture of 8 bits as it is shown, a pixel for each voxel, and a text
  /// that says what they are not.
  ///
  /// - Parameters:
  ///   - folder: Where to: 0001.png and on, as a sheet numbers them, and not-for-diagnosis.txt. It
  ///     is made, and must not be there.
  ///   - format: PNG or TIFF.
  /// - Throws: ``VolumesError`` where the folder is there already or cannot be written; nothing of
  ///   it stays then.
  public func write(slices folder: String, as format: ImageFormat = .png) throws(VolumesError) {
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw VolumesError(
        .unwritable, path: folder, "is there already; remove it, or name another folder")
    }
    let ending = format == .tiff ? "tif" : format.rawValue
    do {
      try makeFolder(folder)
      for number in 0..<view.count {
        try slice(number).converted(to: .uint8).write(
          to: "\(folder)/\(String(format: "%04d", number + 1)).\(ending)")
      }
      try Data(note.utf8).withUnsafeBytes {
        try writeFile($0, to: "\(folder)/not-for-diagnosis.txt", replacing: false)
      }
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw VolumesError(.unwritable, path: folder, "\(error)")
    }
  }

  private var note: String {
    let spacing = view.spacing
    return "Fused slices, \(view.plane.rawValue). Not for diagnosis: values are no measurement.\n"
      + "At the left is the patient's \(view.sides.left), at the right \(view.sides.right). A pixel is "
      + "\(spacing.x) mm across and \(spacing.y) mm down.\n"
  }
}
