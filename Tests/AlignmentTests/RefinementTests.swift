// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging
import Scenes
import TestSupport
import Testing

@testable import Alignment

@Suite("refining a geometry", .tags(.unit))
struct RefinementTests {
  @Test("linear equations are solved, and those without a solution are known")
  func elimination() throws {
    var rows: [[Double]] = [[0, 2, 1, 7], [1, 1, 1, 6], [2, 0, -1, -1]]
    let solution = try #require(solved(&rows))
    for (found, wanted) in zip(solution, [1.0, 2, 3]) { #expect(abs(found - wanted) < 1e-12) }
    var flat: [[Double]] = [[1, 2, 3], [2, 4, 6]]
    #expect(solved(&flat) == nil)
  }

  @Test(
    "each model finds what it can, from a start some pixels off", arguments: GeometryModel.allCases)
  func convergence(_ model: GeometryModel) throws {
    let scene = RenderedScene(seed: 3, size: ImageSize(width: 160, height: 120), condition: .day)
    let first = scene.visible.luminance()
    // What one camera sees light the other one sees dark.
    let dark = Plane(size: first.size, values: first.values.map { 0.9 - 0.5 * $0 })
    let truth: Homography =
      switch model {
      case .similarity: .similarity(scale: 1.06, angle: 0.03, x: -5, y: 4)
      case .affine: Homography([1.07, 0.03, -7, -0.02, 0.98, 3, 0, 0, 1])
      case .homography: Homography([1.05, 0.02, -5, -0.03, 1.03, 4, 0.0002, -0.0001, 1])
      }
    let back = try #require(truth.inverse)
    let image = Image(size: dark.size, colorModel: .gray, samples: .float(dark.values))
    let second = image.warped(by: back, to: dark.size).luminance()
    let pair = WorkingPair(SeenPlane(first), SeenPlane(second), scale: 1)
    let found = try #require(
      GaussNewton(model: model, levels: [(4, 12), (2, 12), (1.5, 10)])(from: pair.shrunk(.identity))
      { [GradientDifference(pair, blur: $0)] })
    let geometry = pair.grown(found)
    let distances = second.size.corners.map { (corner: SIMD2<Double>) -> Double in
      let offset = geometry(corner) - truth(corner)
      return max(abs(offset.x), abs(offset.y))
    }
    #expect(distances.allSatisfy { $0 < 1 }, "\(model) \(distances)")
    let agreement = pair.agreement(under: found)
    #expect(agreement > 0.7 && agreement > pair.agreement(under: pair.shrunk(.identity)) + 0.2)
    let elements = geometry.elements
    if model != .homography { #expect(elements[6] == 0 && elements[7] == 0) }
    if model == .similarity {
      #expect(abs(elements[0] - elements[4]) < 1e-9 && abs(elements[1] + elements[3]) < 1e-9)
    }
  }

  @Test("a place that is rounded to where slopes would reach beyond the image is none")
  func lookAtTheBorder() {
    let size = ImageSize(width: 8, height: 6)
    let values = [SIMD8<Float>](repeating: .one, count: size.pixelCount)
    func look(_ x: Double, _ y: Double) -> Look? {
      // From the first image's first pixel, which is at (-1, -3/4) there.
      Look(0, 0, .translation(x: x + 1, y: y + 0.75), size, in: size)
    }
    #expect(look(3, 4 - 1e-9) == nil && look(6 - 1e-9, 3) == nil)
    #expect(look(5.999, 3.999)?.slopes(values).right == .zero)
  }

  @Test("images agree with themselves, and not where they do not overlap")
  func agreement() {
    let scene = RenderedScene(seed: 1, size: ImageSize(width: 96, height: 64), condition: .day)
    let plane = scene.visible.luminance()
    let pair = WorkingPair(SeenPlane(plane), SeenPlane(plane), scale: 1)
    #expect(pair.agreement(under: .identity) > 0.999)
    #expect(pair.agreement(under: .translation(x: 95, y: 0)) == -1)
    #expect(pair.agreement(under: Homography([-1, 0, 95, 0, 1, 0, 0, 0, 1])) == -1)
  }
}
