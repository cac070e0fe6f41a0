// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging
import Scenes
import TestSupport
import Testing

@testable import Alignment

/// Thermal images with dead pixels, which are not-a-number.
@Suite(.singleThreaded, .tags(.unit)) struct DeadPixelTests {
  private let size = ImageSize(width: 12, height: 9)

  @Test func lonePixelsAreFilledFromAround() {
    var plane = Plane(size: size, values: (0..<108).map { Float($0 % 12) })
    for index in [0, 5 * 12 + 5, 5 * 12 + 6, 8 * 12 + 11] { plane.values[index] = .nan }
    let filled = plane.fillingLonePixels()
    #expect(!filled.values.contains { !$0.isFinite })
    #expect(abs(filled.values[5 * 12 + 5] - 5) < 0.2)
    #expect(filled.values[4 * 12 + 4] == 4)
  }

  @Test func holesStay() {
    var plane = Plane(size: size, values: Array(repeating: 1, count: 108))
    for y in 3..<7 { for x in 4..<9 { plane.values[y * 12 + x] = .infinity } }
    let filled = plane.fillingLonePixels()
    #expect(filled.values.count { !$0.isFinite } == 20)
  }

  /// Each dead pixel took the edges of some fifty others: of these pairs nothing was left.
  @Test func aPairWithManyIsFound() throws {
    let scene = RenderedScene(seed: 5, size: ImageSize(width: 192, height: 144), condition: .day)
    let truth = Homography.similarity(scale: 1.1, angle: -0.03, x: 22, y: 14)
    let back = try #require(truth.inverse)
    let size = ImageSize(width: 120, height: 90)
    var second = scene.infrared.warped(by: back, to: size).luminance()
    var state: UInt32 = 7
    for index in second.values.indices {
      state = state &* 1_664_525 &+ 1_013_904_223
      if state >> 16 < 4000 { second.values[index] = .nan }
    }
    #expect(second.values.contains { $0.isNaN })
    let found = try Aligner(model: .similarity)(scene.visible.luminance(), second)
    #expect(found.isConfident, "\(found.summary)")
  }

  @Test func whatCannotBeComparedIsNotSure() {
    var found = FoundGeometry(.identity, score: -1, model: .similarity, pairCount: 1)
    found.test(FoundParts(count: 16, foundCount: 16), stretch: 1)
    #expect(found.confidence == 0)
    let error = #expect(throws: AlignmentError.self) { try found.requireConfidence(of: "b.tif") }
    #expect(error?.subject == "b.tif")
    #expect(error?.message.contains("too little together") == true)
    #expect(found.summary.contains("edges not compared"))
  }
}
