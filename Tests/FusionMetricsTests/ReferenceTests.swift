// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionMetrics
import Imaging
import TestSupport
import Testing

/// The published evaluation code's scores of the real test sets.
@Suite("scores of the published code", .tags(.unit))
struct ReferenceTests {
  /// How far a score may be from the reference, relative to it.
  static let tolerances: [Metric: Double] = [
    .entropy: 1e-9, .standardDeviation: 1e-9, .spatialFrequency: 1e-9, .averageGradient: 1e-9,
    .mutualInformation: 1e-9, .meanSquaredError: 1e-9, .correlationCoefficient: 1e-9,
    .peakSignalToNoiseRatio: 1e-9, .sumOfCorrelationsOfDifferences: 1e-9,
    // The original sums its windows in another order, and tests flat areas against the noise of it.
    .visualInformationFidelity: 1e-6, .edgePreservation: 1e-6, .structuralSimilarity: 1e-9,
  ]

  /// The folders of a data set, first and second source.
  static let folders = [
    "tno_test": ("ir", "vi"), "roadscene_test": ("ir", "vi"), "mri_ct_test": ("ct", "mri"),
  ]

  @Test("every metric has one tolerance, as tight as promised, and every reference value is there")
  func audit() throws {
    #expect(Set(Self.tolerances.keys) == Set(Metric.all))
    for (metric, tolerance) in Self.tolerances {
      let loose: Set<Metric> = [.visualInformationFidelity, .edgePreservation]
      #expect(tolerance > 0 && tolerance <= (loose.contains(metric) ? 1e-6 : 1e-9))
    }
    let rows = try referenceTable()
    #expect(rows.count == 2 * (25 + 50 + 21))
    #expect(Set(rows.map { "\($0.set)/\($0.image)/\($0.fusion)" }).count == rows.count)
    let names = Set(Metric.all.map(\.name) + ["SSIM255"])
    #expect(rows.allSatisfy { Set($0.values.keys) == names })
    for metric in Metric.all {
      let range = metric.convention(in: .cddfuse).range
      #expect(rows.allSatisfy { range.contains($0.values[metric.name] ?? .nan) }, "\(metric.name)")
    }
  }

  @Test(
    "each score of each image",
    .enabled(if: DataFolderLocation.path != nil, DataFolderLocation.advice),
    arguments: ["tno_test", "roadscene_test", "mri_ct_test"])
  func scores(_ set: String) throws {
    let evaluator = FusionEvaluator(profile: .cddfuse)
    let wide = FusionEvaluator(profile: .standard, metrics: [.structuralSimilarity])
    var sources: (image: String, first: GrayImage, second: GrayImage)?
    for row in try referenceTable() where row.set == set {
      if sources?.image != row.image { sources = try self.sources(row) }
      let (_, first, second) = try #require(sources)
      let scene = try FusedTriple(
        name: row.image, fused: row.fusion.fuse(first, second), first: first, second: second)
      let scores = try evaluator.scores(of: scene)
      for metric in Metric.all {
        compare(
          scores[metric], row.values[metric.name], metric, "\(set)/\(row.image) \(row.fusion)")
      }
      // The same windows with data range 255, as a sum.
      let ranged = try #require(try wide.scores(of: scene)[.structuralSimilarity])
      compare(2 * ranged, row.values["SSIM255"], .structuralSimilarity, "\(row.image), range 255")
    }
  }

  private func compare(_ found: Double?, _ wanted: Double?, _ metric: Metric, _ place: String) {
    guard let found, let wanted, let tolerance = Self.tolerances[metric] else {
      Issue.record("\(place): no \(metric.name)")
      return
    }
    #expect(
      abs(found - wanted) <= tolerance * abs(wanted), "\(place): \(metric.name), wanted \(wanted)")
  }

  /// Loads the sources of a row.
  ///
  /// Their levels must be those of the original's OpenCV, byte for byte. RoadScene's files are
  /// JPEG, where another decoder could differ by a level; libjpeg-turbo's does not, so no looser
  /// tolerance is needed, and a decoder that differs fails here, before any score does.
  private func sources(
    _ row: ReferenceRow
  ) throws -> (image: String, first: GrayImage, second: GrayImage) {
    let root = try #require(DataFolderLocation.path)
    let folders = try #require(Self.folders[row.set])
    let first = try source("\(root)/\(row.set)/\(folders.0)", row.image)
    let second = try source("\(root)/\(row.set)/\(folders.1)", row.image)
    try #require(sha256(first.levels) == row.hashes.first, "\(row.set)/\(row.image), first")
    try #require(sha256(second.levels) == row.hashes.second, "\(row.set)/\(row.image), second")
    return (row.image, first, second)
  }

  private func source(_ folder: String, _ stem: String) throws -> GrayImage {
    let paths = ["png", "jpg"].map { "\(folder)/\(stem).\($0)" }
    let path = try #require(paths.first { FileManager.default.fileExists(atPath: $0) })
    return GrayImage(try Image(contentsOf: path))
  }
}
