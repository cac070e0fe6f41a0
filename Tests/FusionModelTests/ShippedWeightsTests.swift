// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import FusionMetrics
import Imaging
import Scenes
import Tensors
import TestSupport
import Testing

@testable import FusionModel

/// What the weight files in the repository do with scenes that they were not trained on.
@Suite("shipped weights", .tags(.unit))
struct ShippedWeightsTests {
  private static let shipped = ModelConfiguration.presets.map(\.name).filter {
    WeightFile.shippedPath(for: $0) != nil
  }

  /// What `auto` may take at most, measured in no loaded moment.
  private static let fastest: ComputePrecision =
    Engine.hasBFloat16Kernels ? .bfloat16 : .float32

  @Test("fast and paper have some")
  func some() { #expect(Set(Self.shipped) == ["fast", "paper", "video"]) }

  @Test("are whole, and of the preset that they are called by", arguments: shipped)
  func whole(_ preset: String) throws {
    let file = try #require(try WeightFile.shipped(for: preset))
    _ = try file.makeModel()
    #expect(file.configuration.presetName == preset)
  }

  @Test(
    "keep what either camera sees, and more of edges than a formula does",
    arguments: shipped, SceneCondition.allCases)
  func keep(_ preset: String, _ condition: SceneCondition) async throws {
    let scene = RenderedScene(
      seed: 5, size: ImageSize(width: 240, height: 180), condition: condition)
    let fused = try await Fuser(.preset(preset), device: .cpu, precision: Self.fastest)
      .fuse(scene.visible, scene.infrared).luminance()
    let (visible, infrared) = (scene.visible.luminance(), scene.infrared.luminance())
    for region in scene.warmRegions {
      #expect(contrast(fused, region) > 0.4 * contrast(infrared, region), "\(region.content)")
    }
    for region in scene.texturedRegions {
      #expect(texture(fused, region) > 0.6 * texture(visible, region), "\(region.content)")
    }
    let formula = CentredMaximum.photographic.fuse(visible, infrared)
    func edges(_ image: Plane) throws -> Double {
      try Metric.edgePreservation.value(
        of: FusedTriple(
          name: "scene", fused: GrayImage(image), first: GrayImage(visible),
          second: GrayImage(infrared)), profile: .cddfuse)
    }
    let (ours, theirs) = (try edges(fused), try edges(formula))
    #expect(ours > theirs)
  }

  @Test("draw no checkerboard that neither source shows", arguments: shipped)
  func checkerboards(_ preset: String) async throws {
    let fuser = try Fuser(.preset(preset), device: .cpu, precision: Self.fastest)
    for condition in SceneCondition.allCases {
      let scene = RenderedScene(
        seed: 5, size: ImageSize(width: 320, height: 240), condition: condition)
      let fused = try await fuser.fuse(scene.visible, scene.infrared)
      let compared = try FusedTriple(
        name: "\(condition)", fused: GrayImage(fused), first: GrayImage(scene.visible),
        second: GrayImage(scene.infrared))
      #expect(try Metric.checkerboard.value(of: compared, profile: .cddfuse) < 1.5)
    }
  }

  @Test("score the same in the precision of this processor as in float32", arguments: shipped)
  func precisions(_ preset: String) async throws {
    let scene = RenderedScene(
      seed: 5, size: ImageSize(width: 320, height: 240), condition: .smoke)
    var images: [Plane] = []
    for precision in [.float32, Self.fastest] {
      let fuser = try Fuser(.preset(preset), device: .cpu, precision: precision)
      images.append(try await fuser.fuse(scene.visible, scene.infrared).luminance())
    }
    let differences = zip(images[0].values, images[1].values).map { abs($0 - $1) * 255 }
    #expect(differences.reduce(0, +) / Float(differences.count) < 1)
    let scores = try images.map { image in
      try Metric.tableColumns.map {
        try $0.value(
          of: FusedTriple(
            name: "scene", fused: GrayImage(image), first: GrayImage(scene.visible.luminance()),
            second: GrayImage(scene.infrared.luminance())), profile: .cddfuse)
      }
    }
    // `fast` blends the sources themselves, in float32; what `paper` decodes is rounded.
    let tolerance = preset == "fast" ? 0.005 : 0.01
    for (exact, rounded) in zip(scores[0], scores[1]) {
      #expect(abs(rounded - exact) < tolerance * abs(exact))
    }
  }

  /// How much lighter a region is than what is around it.
  private func contrast(_ image: Plane, _ region: SceneRegion) -> Float {
    mean(image, region.pixels) - mean(image, region.surroundings())
  }

  /// The standard deviation in a region.
  private func texture(_ image: Plane, _ region: SceneRegion) -> Float {
    let average = mean(image, region.pixels)
    let squares = region.pixels.map { (image.values[$0] - average) * (image.values[$0] - average) }
    return (squares.reduce(0, +) / Float(squares.count)).squareRoot()
  }

  private func mean(_ image: Plane, _ pixels: [Int]) -> Float {
    pixels.reduce(0) { $0 + image.values[$1] } / Float(pixels.count)
  }
}
