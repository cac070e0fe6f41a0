// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Datasets
import Fusion
import FusionMetrics
import Imaging
import Scenes
import TestBasics
import Testing

/// What a lean does to pictures: the further towards the second image, the more of it there is.
@Suite("lean", .tags(.data)) struct LeanTests {
  @Test("a rendered pair", arguments: SceneCondition.allCases)
  func scenes(_ condition: SceneCondition) async throws {
    let scene = RenderedScene(seed: 5, size: ImageSize(width: 64, height: 48), condition: condition)
    try await expectRise([(scene.visible, scene.infrared)])
  }

  @Test(
    "means over pairs of each data set",
    .enabled(if: DataFolderLocation.path != nil, DataFolderLocation.advice),
    arguments: ["tno_test", "roadscene_test", "msrs_test", "llvip_test", "mri_ct_test"])
  func dataSets(_ name: String) async throws {
    let folder = try #require(DataFolderLocation.path) + "/" + name
    let pairs = try DataFolder(path: folder).list().pairs.prefix(3)
    try await expectRise(pairs.map { (try small($0.first), try small($0.second)) })
  }

  private func small(_ path: String) throws -> Image {
    let size = ImageSize(width: 96, height: 72)
    return Image(luminance: try Image(contentsOf: path).luminance().resized(to: size))
  }

  /// Warm and the correlation with the second image rise with every tenth of the lean.
  private func expectRise(_ pairs: [(first: Image, second: Image)]) async throws {
    var sums = [[Double]](repeating: [0, 0], count: 21)
    for pair in pairs {
      for (step, values) in try await scores(pair.first, pair.second).enumerated() {
        for index in values.indices { sums[step][index] += values[index] }
      }
    }
    for index in 0..<2 {
      let column = sums.map { $0[index] }
      #expect(zip(column, column.dropFirst()).allSatisfy { $0 < $1 }, "\(column)")
    }
  }

  /// Both at each lean of -1, -0.9 to 1.
  private func scores(_ first: Image, _ second: Image) async throws -> [[Double]] {
    var options = FusionOptions()
    options.color = .gray
    let pair = try PreparedPair(first, second, options)
    let fused = await ClassicalMethod.centredMax.fuse(pair.luminances, pair.context())
    return try (0...20).map { step in
      options.lean = Double(step - 10) / 10
      let leaned = try PreparedPair(first, second, options).fusedImage(from: fused)
      // Warm looks at the triple's first image.
      let triple = try FusedTriple(name: "", fused: leaned, first: second, second: first)
      return [
        correlation(leaned, second),
        try Metric.warmContrast.value(of: triple, profile: .cddfuse),
      ]
    }
  }

  private func correlation(_ first: Image, _ second: Image) -> Double {
    let (a, b) = (centred(first), centred(second))
    func product(_ x: [Double], _ y: [Double]) -> Double {
      zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return product(a, b) / (product(a, a) * product(b, b)).squareRoot()
  }

  private func centred(_ image: Image) -> [Double] {
    let values = image.luminance().values.map(Double.init)
    let mean = values.reduce(0, +) / Double(values.count)
    return values.map { $0 - mean }
  }
}
