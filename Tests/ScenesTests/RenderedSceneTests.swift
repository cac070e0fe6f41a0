// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestSupport
import Testing

@testable import Scenes

@Suite(.tags(.unit)) struct RenderedSceneTests {
  static let medium = ImageSize(width: 160, height: 120)
  static let cases: [(SceneCondition, UInt64)] = SceneCondition.allCases.flatMap { condition in
    (1...4).map { (condition, $0) }
  }

  @Test(arguments: cases)
  func infraredAloneSeesWhatIsWarm(_ condition: SceneCondition, _ seed: UInt64) {
    let scene = RenderedScene(seed: seed, size: Self.medium, condition: condition)
    #expect(scene.warmRegions.contains { $0.content == .person })
    #expect(scene.warmRegions.contains { $0.content == .engine })
    for region in scene.warmRegions {
      #expect(Measure(scene.infrared, region).contrast > 0.25)
      if region.content == .engine {
        #expect(Measure(scene.visible, region).deviation < 0.1)
      }
    }
  }

  @Test(arguments: zip(SceneCondition.allCases, [0, 8, 0]))
  func visibleImageIsTheSameWithoutThePeople(_ condition: SceneCondition, _ largest: Int) throws {
    for seed in 1...4 {
      var random = SceneRandom(seed: UInt64(seed))
      let street = Street(size: ImageSize(width: 96, height: 72), random: &random)
      let noise = Noise(&random)
      var deserted = street
      deserted.people = []
      let (with, without) = (
        try samples(of: street, condition, noise), try samples(of: deserted, condition, noise)
      )
      let differences = zip(with, without).map { abs(Int($0) - Int($1)) }
      #expect(differences.allSatisfy { $0 <= largest })
    }
  }

  private func samples(
    of street: Street, _ condition: SceneCondition, _ noise: Noise
  ) throws -> [UInt8] {
    var canvas = SceneCanvas(size: ImageSize(width: 96, height: 72))
    street.paint(on: &canvas, condition: condition)
    let image = SceneCamera(noise: noise).visible(
      canvas, street.light(condition), street.smoke(condition))
    guard case .uint8(let values) = image.samples else { throw CancellationError() }
    return values
  }

  @Test(arguments: cases)
  func visibleAloneSeesPatterns(_ condition: SceneCondition, _ seed: UInt64) {
    let scene = RenderedScene(seed: seed, size: Self.medium, condition: condition)
    #expect(!scene.texturedRegions.isEmpty)
    for region in scene.texturedRegions {
      #expect(Measure(scene.visible, region).deviation > 0.1)
      #expect(Measure(scene.infrared, region).deviation < 0.02)
      #expect(abs(Measure(scene.infrared, region).contrast) < 0.15)
    }
  }

  @Test(
    arguments: [
      (SceneCondition.day, 3_473_444_807_581_357_377, 211_116_866_445_946_627),
      (.night, 474_125_318_802_692_020, 337_967_799_407_565_265),
      (.smoke, 9_617_993_574_683_624_931, 5_314_749_015_136_084_720),
    ] as [(SceneCondition, UInt64, UInt64)])
  func everyMachineGetsTheSamePixels(
    _ condition: SceneCondition, _ visible: UInt64, _ infrared: UInt64
  ) {
    let scene = RenderedScene(
      seed: 7, size: ImageSize(width: 96, height: 72), condition: condition)
    #expect(scene.visible.checksum == visible)
    #expect(scene.infrared.checksum == infrared)
  }

  @Test func seedsGiveDifferentScenes() {
    let scenes = (1...8).map {
      RenderedScene(seed: $0, size: ImageSize(width: 64, height: 48), condition: .day)
    }
    #expect(Set(scenes.map(\.visible.checksum)).count == scenes.count)
    #expect(Set(scenes.map(\.infrared.checksum)).count == scenes.count)
    #expect(Set(scenes.map(\.warmRegions[0].pixels)).count == scenes.count)
  }

  @Test(
    arguments: [(16, 16), (17, 16), (16, 160), (160, 16), (33, 57), (101, 75), (500, 40)],
    SceneCondition.allCases)
  func anySizeFrom16Works(_ extent: (Int, Int), _ condition: SceneCondition) {
    let size = ImageSize(width: extent.0, height: extent.1)
    for seed in 1...2 {
      let scene = RenderedScene(seed: UInt64(seed), size: size, condition: condition)
      #expect(scene.visible.size == size && scene.visible.colorModel == .rgb)
      #expect(scene.infrared.size == size && scene.infrared.colorModel == .gray)
      for region in scene.warmRegions + scene.texturedRegions {
        #expect(!region.pixels.isEmpty && region.pixels == region.pixels.sorted())
        #expect(region.pixels.allSatisfy { (0..<size.pixelCount).contains($0) })
      }
    }
  }

  @Test func noTwoRegionsShareAPixel() {
    for seed in 1...4 {
      let scene = RenderedScene(seed: UInt64(seed), size: Self.medium, condition: .smoke)
      let pixels = (scene.warmRegions + scene.texturedRegions).flatMap(\.pixels)
      #expect(Set(pixels).count == pixels.count)
    }
  }

  @Test func surroundingsAreARingApart() throws {
    let scene = RenderedScene(seed: 3, size: Self.medium, condition: .day)
    let region = try #require(scene.texturedRegions.first)
    let (rows, columns) = (
      Set(region.pixels.map { $0 / 160 }).sorted(), Set(region.pixels.map { $0 % 160 }).sorted()
    )
    let (height, width) = (rows.count, columns.count)
    #expect(region.pixels.count == width * height)
    let ring = region.surroundings(width: 2)
    #expect(ring.count == (width + 8) * (height + 8) - (width + 4) * (height + 4))
    #expect(Set(ring).isDisjoint(with: region.pixels))
  }
}
