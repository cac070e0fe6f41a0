// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fusion
import Imaging
import Layers
import Scenes
import Tensors
import TestSupport
import Testing

@testable import FusionModel

/// Images in, image out.
@Suite(.tags(.unit)) struct FuserTests {
  static let scene = RenderedScene(
    seed: 4, size: ImageSize(width: 96, height: 80), condition: .smoke)

  private func makeFuser(precision: ComputePrecision = .float32) throws -> Fuser {
    try withTemporaryFolder { folder in
      let path = "\(folder)/tiny.safetensors"
      try WeightFile.write(DAEFuse(.tiny, using: RandomGenerator(seed: 2)), to: path)
      return try Fuser(.file(path), device: .cpu, precision: precision)
    }
  }

  @Test(arguments: [(16, 16), (17, 31), (96, 80), (101, 53)])
  func keepsTheSize(_ width: Int, _ height: Int) async throws {
    let size = ImageSize(width: width, height: height)
    let scene = RenderedScene(seed: 1, size: size, condition: .day)
    let fused = try await makeFuser().fuse(scene.visible, scene.infrared)
    #expect(fused.size == size)
  }

  @Test func isTheNetworkBetweenLuminances() async throws {
    let fused = try await makeFuser().fuse(Self.scene.visible, Self.scene.infrared)
    let model = DAEFuse(.tiny, using: RandomGenerator(seed: 2))
    model.train(false)
    let expected = withoutGradients {
      model(
        Self.scene.visible.luminance().clampedTensor(),
        Self.scene.infrared.luminance().clampedTensor())
    }
    let difference = zip(fused.luminance().values, expected.values(as: Float.self))
      .map { abs($0 - $1) }
    // Weights in half precision, then 8-bit color: a level or two where a channel is clipped.
    #expect(difference.reduce(0, +) / Float(difference.count) < 1 / 255)
    #expect(difference.max() ?? 1 < 4 / 255)
  }

  @Test func colorIsTheVisibleImages() async throws {
    let fused = try await makeFuser().fuse(Self.scene.visible, Self.scene.infrared)
    let (before, after) = (Self.scene.visible.chroma(), fused.chroma())
    let error =
      zip(before.cb.values + before.cr.values, after.cb.values + after.cr.values)
      .map { abs($0 - $1) }.reduce(0, +) / Float(2 * before.cb.values.count)
    #expect(error < 0.02)
  }

  @Test func colorComesFromTheOneThatHasIt() async throws {
    // As with MRI and PET: the first is gray.
    let fused = try await makeFuser().fuse(Self.scene.infrared, Self.scene.visible)
    #expect(!fused.isGray)
  }

  @Test func bfloat16IsCloseToFloat32() async throws {
    let exact = try await makeFuser().fuse(Self.scene.visible, Self.scene.infrared)
    let fused = try await makeFuser(precision: .bfloat16)
      .fuse(Self.scene.visible, Self.scene.infrared)
    let difference = zip(exact.luminance().values, fused.luminance().values)
      .map { abs($0 - $1) * 255 }
    #expect(difference.reduce(0, +) / Float(difference.count) < 1)
    #expect(difference.max() ?? 255 < 6)
  }

  @Test(arguments: [64, 128, 255]) func smallTilesAreRefused(_ side: Int) async throws {
    let plane = Plane(
      size: ImageSize(width: 256, height: 256), values: .init(repeating: 0, count: 65536))
    let fuser = try makeFuser()
    let error = await #expect(throws: FusionError.self) {
      try await fuser.fuse(
        LuminancePair(first: plane, second: plane), FusionContext(tiling: .side(side)))
    }
    #expect(error?.code == .invalidTiling)
  }

  @Test func aCancelledTaskFusesNothing() async throws {
    let fuser = try makeFuser()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await fuser.fuse(Self.scene.visible, Self.scene.infrared)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func noTileIsBegunAfterTheEnd() throws {
    let network = DAEFuse(.tiny, using: RandomGenerator(seed: 2))
    let tiles = TileGrid(
      ImageSize(width: 300, height: 32), tiling: .side(256), configuration: ModelConfiguration.tiny)
    let image = Tensor.zeros([1, 1, 32, 300])
    var begun = 0
    #expect(throws: CancellationError.self) {
      try network(WholePair(first: image, second: image), tiles: tiles) {
        begun += 1
        throw CancellationError()
      }
    }
    #expect(begun == 1)
  }

  @Test func tilesAreCloseToTheWhole() async throws {
    let scene = RenderedScene(
      seed: 5, size: ImageSize(width: 400, height: 300), condition: .day)
    let fuser = try makeFuser()
    var options = FusionOptions()
    options.tiling = .off
    let whole = try await fuser.fuse(scene.visible, scene.infrared, options: options)
    options.tiling = .side(256)
    let tiled = try await fuser.fuse(scene.visible, scene.infrared, options: options)
    let difference = zip(whole.luminance().values, tiled.luminance().values)
      .map { abs($0 - $1) * 255 }
    #expect(difference.reduce(0, +) / Float(difference.count) < 3)
    #expect(difference.max() ?? 255 < 12)
  }

  @Test func alphaIsTheFirstImages() async throws {
    let size = Self.scene.visible.size
    let alpha = Plane(
      size: size, values: (0..<size.pixelCount).map { Float(1 + $0 % 255) / 255 })
    let visible = Image(
      size: size, colorModel: .rgb, samples: Self.scene.visible.samples, alpha: alpha)
    #expect(try await makeFuser().fuse(visible, Self.scene.infrared).alpha == alpha)
  }

  @Test func callsAtOnceDoNotMix() async throws {
    let fuser = try makeFuser()
    let scenes = (1...4).map {
      RenderedScene(seed: $0, size: ImageSize(width: 64, height: 48), condition: .day)
    }
    var alone: [Image] = []
    for scene in scenes { alone.append(try await fuser.fuse(scene.visible, scene.infrared)) }
    let together = try await withThrowingTaskGroup(of: (Int, Image).self) { group in
      for (index, scene) in scenes.enumerated() {
        group.addTask { (index, try await fuser.fuse(scene.visible, scene.infrared)) }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(alone.indices.allSatisfy { together[$0] == alone[$0] })
    #expect(alone[0] != alone[1], "each pair has an image of its own")
  }

  @Test func refusesWhatCannotBeFused() async throws {
    let fuser = try makeFuser()
    let small = RenderedScene(
      seed: 1, size: ImageSize(width: 48, height: 40), condition: .day)
    let dot = Image(
      size: ImageSize(width: 1, height: 1), colorModel: .gray, samples: .uint8([0]))
    for (first, second) in [(Self.scene.visible, small.infrared), (dot, dot)] {
      await #expect(throws: FusionError.self) { try await fuser.fuse(first, second) }
    }
    let device = #expect(throws: FusionModelError.self) {
      try Fuser(.preset("fast"), device: .cuda(99))
    }
    #expect(device?.code == .device)
  }
}
