// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Imaging
import Scenes
import TestSupport
import Testing

/// What holds for every method.
@Suite(.tags(.unit)) struct ClassicalMethodTests {
  static let multiScale: [ClassicalMethod] = [.laplacian, .wavelet, .guided]

  @Test func namesAreThoseOfTheCommandLine() {
    #expect(
      ClassicalMethod.allCases.map(\.rawValue)
        == ["average", "max", "centred-max", "laplacian", "wavelet", "guided"])
  }

  @Test(arguments: ClassicalMethod.allCases, sizes)
  func keepsSizeAndRange(_ method: ClassicalMethod, _ size: ImageSize) {
    let (first, second) = scenePlanes(size)
    let fused = method.fuse(first, second)
    #expect(fused.size == size)
    #expect(fused.values.allSatisfy { (0...1).contains($0) })
  }

  @Test(arguments: ClassicalMethod.allCases.filter { $0 != .centredMax }, sizes)
  func equalImagesComeBack(_ method: ClassicalMethod, _ size: ImageSize) {
    let image = scenePlanes(size).first
    #expect(method.fuse(image, image).distance(from: image) <= 1e-6)
  }

  @Test(arguments: ClassicalMethod.allCases)
  func orderDoesNotMatter(_ method: ClassicalMethod) {
    let (first, second) = scenePlanes(ImageSize(width: 65, height: 50))
    #expect(method.fuse(first, second).distance(from: method.fuse(second, first)) <= 1e-6)
  }

  @Test(arguments: multiScale)
  func constantImagesGiveTheirMean(_ method: ClassicalMethod) {
    let size = ImageSize(width: 21, height: 18)
    func constant(_ value: Float) -> Plane {
      Plane(size: size, values: [Float](repeating: value, count: size.pixelCount))
    }
    let fused = method.fuse(constant(0.2), constant(0.6))
    #expect(fused.distance(from: constant(0.4)) <= 1e-6)
  }

  @Test(arguments: ClassicalMethod.allCases)
  func missingAndOverlargeValuesAreClamped(_ method: ClassicalMethod) {
    let size = ImageSize(width: 16, height: 16)
    var (clean, odd) = scenePlanes(size)
    let second = odd
    odd = clean
    (clean.values[7], clean.values[90], clean.values[200]) = (0, 1, 0)
    (odd.values[7], odd.values[90], odd.values[200]) = (.nan, .infinity, -3)
    #expect(method.fuse(odd, second) == method.fuse(clean, second))
  }

  @Test(arguments: multiScale, [1, 2])
  func keepsWhatOneImageAloneShows(_ method: ClassicalMethod, _ seed: UInt64) {
    let scene = RenderedScene(
      seed: seed, size: ImageSize(width: 96, height: 72), condition: .day)
    let (visible, infrared) = (scene.visible.luminance(), scene.infrared.luminance())
    let (fused, mean) = (
      method.fuse(visible, infrared), ClassicalMethod.average.fuse(visible, infrared)
    )
    for region in scene.texturedRegions {
      let whole = visible.deviation(at: region.pixels)
      #expect(fused.deviation(at: region.pixels) > 0.75 * whole)
      #expect(mean.deviation(at: region.pixels) < 0.6 * whole)
    }
  }

  @Test(arguments: ClassicalMethod.allCases)
  func anySizeWorks(_ method: ClassicalMethod) {
    let dot = plane([0.25])
    #expect(method.fuse(dot, dot).size == dot.size)
    let line = plane([0, 0.5, 1, 0.25, 0.75])
    #expect(method.fuse(line, line).size == line.size)
  }
}
