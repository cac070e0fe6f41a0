// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionMetrics
import Testing

/// One scene of `reference.csv`: what the published evaluation code says.
struct ReferenceRow: Sendable {
  /// The folder of the data set, such as "tno_test".
  let set: String
  /// The stem of the image, such as "01".
  let image: String
  /// How the fused image is made.
  let fusion: SimpleFusion
  /// Scores by the metric's name, and `SSIM255`.
  let values: [String: Double]
  /// SHA-256 of the sources' gray levels.
  let hashes: (first: String, second: String)
}

/// Fused images that anyone can make.
enum SimpleFusion: String {
  /// (a + b) / 2, rounded down.
  case average
  /// The larger one.
  case maximum

  /// Fuses two images of one size.
  func fuse(_ first: GrayImage, _ second: GrayImage) -> GrayImage {
    let (a, b) = (first.levels, second.levels)
    var (fused, i) = (a, 0)
    // A plain loop: tests are not optimized.
    while i < fused.count {
      fused[i] = self == .average ? UInt8((UInt16(a[i]) + UInt16(b[i])) / 2) : max(a[i], b[i])
      i += 1
    }
    return GrayImage(size: first.size, levels: fused)
  }
}

/// The rows of `reference.csv`.
func referenceTable() throws -> [ReferenceRow] {
  let file = try #require(
    Bundle.module.url(forResource: "Fixtures/reference", withExtension: "csv"))
  let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    .filter { !$0.hasPrefix("#") }.map { $0.split(separator: ",").map(String.init) }
  let header = try #require(lines.first)
  return try lines.dropFirst().map { fields in
    let row = Dictionary(uniqueKeysWithValues: zip(header, fields))
    return try ReferenceRow(
      set: #require(row["set"]), image: #require(row["image"]),
      fusion: #require(row["fused"].flatMap(SimpleFusion.init)),
      values: row.compactMapValues(Double.init).filter { $0.key != "image" },
      hashes: (#require(row["first"]), #require(row["second"])))
  }
}
