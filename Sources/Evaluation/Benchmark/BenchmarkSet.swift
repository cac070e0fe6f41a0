// SPDX-License-Identifier: Apache-2.0

package import Datasets
package import Fusion

/// A test set that papers report on, by its name on the command line.
package enum BenchmarkSet: String, CaseIterable, Sendable {
  /// TNO: 25 infrared-visible pairs.
  case tno
  /// RoadScene: 50 infrared-visible pairs.
  case roadscene
  /// Harvard MRI-CT: 21 pairs.
  case mriCT = "mri-ct"
  /// Harvard MRI-PET: 42 pairs.
  case mriPET = "mri-pet"
  /// Harvard MRI-SPECT: 73 pairs.
  case mriSPECT = "mri-spect"
  /// MSRS: 104 infrared-visible pairs, a split of this project's own.
  case msrs

  /// The folder inside the data folder.
  package var folder: String { rawValue.split(separator: "-").joined(separator: "_") + "_test" }

  /// What the images show.
  package var subject: FusionSubject {
    switch self {
    case .tno, .roadscene, .msrs: .photographic
    case .mriCT, .mriPET, .mriSPECT: .medical
    }
  }

  /// The pairs below a data folder.
  ///
  /// - Parameters:
  ///   - data: The folder that holds the sets.
  ///   - pairing: How the set's images find their partners.
  /// - Returns: The pairs, and what is left over.
  /// - Throws: `DatasetError` where the set's folder or its images are missing.
  package func list(
    in data: String, pairing: FolderPairing = FolderPairing()
  ) throws(DatasetError) -> PairList {
    let path = data.hasSuffix("/") ? data + folder : "\(data)/\(folder)"
    return try DataFolder.list(at: path, pairing)
  }
}
