// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fusion
import Imaging
import Scenes
import Tensors
import TestSupport
import Testing

@testable import FusionModel

/// What `fast` makes of three rendered pairs, pixel by pixel, against images in `Fixtures`.
///
/// Whoever changes what the shipped weights make of a picture fails here. If the change is wanted,
/// `DAEFUSE_PIN=1 swift test --filter PinnedOutputTests` writes the images anew; the commit says
/// why.
@Suite("pinned output", .singleThreaded, .tags(.unit))
struct PinnedOutputTests {
  /// A rendered pair, and the depth of its fused image.
  struct Pair: CustomStringConvertible, Sendable {
    let name: String
    let first: Image
    let second: Image
    var options = FusionOptions()

    var description: String { name }
  }

  static let pairs = [gray, color, thermal]

  private static let gray: Pair = {
    let scene = rendered(64, 64, .night)
    return Pair(
      name: "gray", first: Image(luminance: scene.visible.luminance()), second: scene.infrared)
  }()

  private static let color: Pair = {
    let scene = rendered(200, 150, .smoke)
    return Pair(name: "color", first: scene.visible, second: scene.infrared)
  }()

  /// 16 bits both; the infrared image in the 3000 levels from 7000 on, as a thermal camera gives
  /// it.
  private static let thermal: Pair = {
    let scene = rendered(150, 101, .day)
    let counts = scene.infrared.luminance().values.map { UInt16(7000 + 3000 * $0) }
    var pair = Pair(
      name: "thermal",
      first: Image(luminance: scene.visible.luminance(), depth: .uint16),
      second: Image(size: scene.infrared.size, colorModel: .gray, samples: .uint16(counts)))
    (pair.options.firstRange, pair.options.secondRange) = (.full, .percentiles(low: 1, high: 99))
    return pair
  }()

  private static func rendered(
    _ width: Int, _ height: Int, _ condition: SceneCondition
  ) -> RenderedScene {
    RenderedScene(
      seed: 11, size: ImageSize(width: width, height: height), condition: condition)
  }

  @Test("in float32, by the best and by plainer instructions", arguments: pairs)
  func float32(_ pair: Pair) async throws {
    if Self.isRecording { try await record(pair) }
    let expected = try expected(pair)
    for kernels in [Engine.Kernels.float32, .avx2, .baseline] {
      #expect(farthest(try await fused(pair, kernels: kernels), expected) <= 1, "\(kernels)")
    }
  }

  @Test(
    "in bfloat16",
    .enabled(if: Engine.hasBFloat16Kernels, "this processor does not multiply bfloat16"),
    arguments: pairs)
  func bfloat16(_ pair: Pair) async throws {
    #expect(farthest(try await fused(pair, kernels: .bfloat16), try expected(pair)) <= 2)
  }

  @Test("tiles show no seam: along no border of a tile does the image step")
  func tiles() async throws {
    let scene = Self.rendered(640, 400, .smoke)
    var pair = Pair(name: "tiled", first: scene.visible, second: scene.infrared)
    pair.options.tiling = .off
    let whole = try await fused(pair, kernels: .float32)
    pair.options.tiling = .side(256)
    let tiled = try await fused(pair, kernels: .float32)
    let change = zip(tiled, whole).map(-)
    let (width, height) = (scene.visible.size.width, scene.visible.size.height)
    // Where the scene itself has an edge, its height changes with what a tile sees: no seam.
    func step(to pixel: Int, from neighbor: Int) -> Float {
      abs(whole[pixel] - whole[neighbor]) < 3 ? change[pixel] - change[neighbor] : 0
    }
    // Where tiles of 256 begin and end in 640 columns and 400 rows.
    for x in [128, 256, 384, 512] {
      let column = (0..<height).map { $0 * width + x }
      #expect(largestMean(column.map { step(to: $0, from: $0 - 1) }) <= 1, "column \(x)")
    }
    for y in [64, 144, 256, 320] {
      let row = (0..<width).map { y * width + $0 }
      #expect(largestMean(row.map { step(to: $0, from: $0 - width) }) <= 1, "row \(y)")
    }
    // Tiles see less of the scene than the whole image shows: without a change nothing was tiled.
    #expect(change.map(abs).max() ?? 0 > 1)
  }

  /// The largest mean, without its sign, over any 32 neighbors along a border: a step that is seen.
  private func largestMean(_ steps: [Float]) -> Float {
    (0...steps.count - 32).map { abs(steps[$0..<$0 + 32].reduce(0, +) / 32) }.max() ?? 0
  }

  /// Luminance of the fused image, gray levels with their fractions.
  private func fused(_ pair: Pair, kernels: Engine.Kernels) async throws -> [Float] {
    try await image(pair, kernels: kernels).luminance().values.map { $0 * 255 }
  }

  private func image(_ pair: Pair, kernels: Engine.Kernels) async throws -> Image {
    var options = pair.options
    options.depth = .uint16
    let fuser = try Fuser(.preset("fast"), device: .cpu, dtype: .float32, kernels: kernels)
    return try await fuser.fuse(pair.first, pair.second, options: options)
  }

  private func farthest(_ fused: [Float], _ expected: [Float]) -> Float {
    zip(fused, expected).map { abs($0 - $1) }.max() ?? .infinity
  }

  // MARK: The images of reference

  private static let isRecording = ProcessInfo.processInfo.environment["DAEFUSE_PIN"] != nil

  private static func path(_ pair: Pair) -> String {
    Repository.path("Tests/FusionModelTests/Fixtures/\(pair.name).png")
  }

  private func expected(_ pair: Pair) throws -> [Float] {
    let image = try Image(contentsOf: Self.path(pair))
    try #require(image.size == pair.first.size)
    return image.luminance().values.map { $0 * 255 }
  }

  private func record(_ pair: Pair) async throws {
    try await image(pair, kernels: .baseline).write(to: Self.path(pair))
  }
}
