// SPDX-License-Identifier: Apache-2.0

/// What Table I of Guo et al., "DAE-Fuse: An Adaptive Discriminative Autoencoder for Multi-Modality
/// Image Fusion" (arXiv 2409.10080), reports.
extension BenchmarkSet {
  /// The rows of the paper's table; none for the sets that it has no numbers of.
  package var publishedRows: [ScoreRow] {
    switch self {
    case .tno: Self.rows(Self.tnoScores)
    case .mriCT: Self.rows(Self.mriCTScores)
    case .roadscene, .mriPET, .mriSPECT, .msrs: []
    }
  }

  private static let columns = ["EN", "SD", "SF", "MI", "SCD", "VIF", "Qabf"]

  private static let tnoScores: [(String, [Double])] = [
    ("DIDFuse", [6.97, 45.12, 12.59, 1.63, 1.71, 0.58, 0.42]),
    ("U2Fusion", [6.83, 35.66, 11.52, 1.35, 1.71, 0.61, 0.44]),
    ("RFN-Nest", [6.84, 34.50, 13.23, 1.76, 1.67, 0.55, 0.39]),
    ("DDcGAN", [6.78, 46.33, 11.68, 1.78, 1.72, 0.48, 0.35]),
    ("TarDAL", [7.02, 45.63, 10.68, 2.17, 1.62, 0.57, 0.32]),
    ("CDDFuse", [7.12, 45.89, 13.15, 2.11, 1.76, 0.76, 0.54]),
    ("DDFM", [7.06, 48.42, 13.03, 2.06, 1.66, 0.83, 0.49]),
    ("DAE-Fuse", [7.17, 46.63, 13.31, 2.21, 1.89, 0.75, 0.55]),
  ]

  private static let mriCTScores: [(String, [Double])] = [
    ("DIDFuse", [4.37, 58.34, 34.64, 1.71, 0.69, 0.41, 0.38]),
    ("U2Fusion", [4.21, 61.98, 32.54, 2.08, 0.75, 0.37, 0.46]),
    ("RFN-Nest", [4.97, 70.36, 33.42, 1.98, 0.68, 0.43, 0.52]),
    ("DDcGAN", [4.26, 62.56, 30.61, 1.72, 0.65, 0.38, 0.42]),
    ("TarDAL", [4.35, 61.14, 28.38, 1.94, 0.92, 0.32, 0.56]),
    ("CDDFuse", [4.49, 71.36, 34.02, 2.16, 1.18, 0.44, 0.56]),
    ("DDFM", [4.77, 69.35, 32.77, 1.98, 1.03, 0.41, 0.54]),
    ("DAE-Fuse", [4.83, 76.19, 35.56, 2.20, 1.21, 0.49, 0.57]),
  ]

  private static func rows(_ scores: [(String, [Double])]) -> [ScoreRow] {
    scores.map { name, values in
      let means = Dictionary(uniqueKeysWithValues: zip(columns, values))
      return ScoreRow(name: name, published: means)
    }
  }
}
