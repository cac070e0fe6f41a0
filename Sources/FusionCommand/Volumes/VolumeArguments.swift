// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Volumes

/// The volumes that the arguments of `evaluate` name: files, or folders of them.
struct VolumeArguments {
  let volumes: [ScoredVolume]
  /// Lines about files that are left out.
  let warnings: [String]

  /// Nil where they name images: no file of NIfTI is among them, nor NIfTI or DICOM in the first
  /// folder.
  ///
  /// - Throws: ``UsageError`` where the second is missing, and `VolumesError`.
  init?(_ first: String, _ second: String?, _ fused: [String]) throws {
    let names = [first, second].compactMap(\.self) + fused
    if names.contains(where: VolumeFolder.isVolume) || DICOMFolder.isFound(at: first) {
      let second = try Self.partner(second, of: first)
      let files = fused.map(Self.fusedFile)
      let name = (VolumeFolder.name(of: first) ?? first) as NSString
      volumes = [
        ScoredVolume(name: name.lastPathComponent, base: first, overlay: second, fused: files)
      ]
      warnings = []
    } else {
      guard isFolder(first), (try? VolumeFolder(first))?.names.isEmpty == false else { return nil }
      (volumes, warnings) = try ScoredVolume.list(
        base: first, overlay: try Self.partner(second, of: first), fused: fused)
    }
  }

  private static func partner(_ second: String?, of first: String) throws -> String {
    if let second { return second }
    throw UsageError(description: "\(first): a volume alone; SECOND, its overlay, is wanted too")
  }

  /// A folder that `daefuse volume` wrote stands for the volume of luminance in it.
  private static func fusedFile(_ path: String) -> String {
    isFolder(path) ? (path as NSString).appendingPathComponent("fused.nii.gz") : path
  }
}
