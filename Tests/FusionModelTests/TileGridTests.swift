// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging
import Tensors
import TestSupport
import Testing

@testable import FusionModel

/// Tiles cover the image, and their borders do not show.
@Suite(.tags(.unit)) struct TileGridTests {
  static let sizes = [(257, 256), (300, 700), (1000, 513), (2049, 300)]

  @Test(arguments: sizes)
  func blendingWhatDoesNotChangeGivesTheImageBack(_ width: Int, _ height: Int) {
    let grid = TileGrid(
      ImageSize(width: width, height: height), tiling: .side(256),
      configuration: ModelConfiguration.tiny)
    let image = RandomGenerator(seed: 3).uniform([1, 1, height, width])
    let blended = grid.map(image, image) { first, _ in first }
    #expect((blended - image).abs().max().item() < 1e-6)
  }

  /// The bound that the type documents: results that differ by D add at most D / overlap a pixel.
  @Test(arguments: sizes)
  func seamsStayUnderTheBound(_ width: Int, _ height: Int) {
    let grid = TileGrid(
      ImageSize(width: width, height: height), tiling: .side(256),
      configuration: ModelConfiguration.tiny)
    let image = Tensor.zeros([1, 1, height, width])
    var tiles = 0
    let blended = grid.map(image, image) { first, _ in
      tiles += 1
      return first + Double(tiles % 2)  // neighbors differ by 1
    }
    #expect(tiles > 1)
    let bound = 1 / Double(TileGrid.overlap) + 1e-6
    let horizontal = blended.slice(1..<width, dim: 3) - blended.slice(0..<(width - 1), dim: 3)
    let vertical = blended.slice(1..<height, dim: 2) - blended.slice(0..<(height - 1), dim: 2)
    #expect(horizontal.abs().max().item() <= bound)
    #expect(vertical.abs().max().item() <= bound)
  }

  @Test func smallImagesAreOneTile() {
    let grid = TileGrid(
      ImageSize(width: 640, height: 480), tiling: .automatic,
      configuration: ModelConfiguration.paper)
    var shapes: [[Int]] = []
    let image = Tensor.zeros([1, 1, 480, 640])
    _ = grid.map(image, image) { first, _ in
      shapes.append(first.shape)
      return first
    }
    #expect(shapes == [[1, 1, 480, 640]])
  }

  /// What holds memory down: however long the image, what the network sees at once is not.
  @Test func largeImagesAreCutByThemselves() {
    let configuration = ModelConfiguration.fast
    #expect(configuration.automaticTileSide == 4096)
    let grid = TileGrid(
      ImageSize(width: 4096 * 3, height: 16), tiling: .automatic, configuration: configuration)
    var widths: [Int] = []
    let image = RandomGenerator(seed: 3).uniform([1, 1, 16, 4096 * 3])
    let blended = grid.map(image, image) { first, _ in
      widths.append(first.size(3))
      return first + 0.5 * Double(widths.count % 2)  // neighbours differ by a half
    }
    #expect(widths.count == 4)
    #expect(widths.allSatisfy { $0 <= 4096 + configuration.tileAlignment }, "\(widths)")
    let added = blended - image
    let steps = added.slice(1..<4096 * 3, dim: 3) - added.slice(0..<4096 * 3 - 1, dim: 3)
    #expect(steps.abs().max().item() <= 0.5 / Double(TileGrid.overlap) + 1e-6)
  }

  /// Of `fast`, at a size above the one that it is fused whole at.
  @Test func aFuserCutsLargeImagesByItself() async throws {
    let fuser = try Fuser(device: .cpu, precision: .float32)
    let size = ImageSize(width: 4400, height: 16)
    let images = [1, 2].map { seed in
      Image(
        luminance: Plane(
          size: size, values: RandomGenerator(seed: seed).uniform([size.pixelCount]).values()),
        depth: .uint16)
    }
    func fused(_ tiling: FusionTiling) async throws -> [Float] {
      var options = FusionOptions()
      (options.tiling, options.depth) = (tiling, .uint16)
      return try await fuser.fuse(images[0], images[1], options: options).luminance().values
    }
    let (automatic, whole) = (try await fused(.automatic), try await fused(.off))
    #expect(automatic != whole)
    #expect(try await fused(.side(4096)) == automatic)
    let mean = zip(automatic, whole).reduce(0) { $0 + abs($1.0 - $1.1) } / Float(whole.count)
    #expect(mean < 1 / 255, "\(mean)")
  }
}
