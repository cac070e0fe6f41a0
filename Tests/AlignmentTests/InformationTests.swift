// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Fusion
import Geometry
import Imaging
import TestSupport
import Testing

@testable import Alignment

/// Mutual information as the last step for medical pairs.
@Suite("aligning by information", .singleThreaded, .tags(.unit))
struct InformationTests {
  static let motions = [
    motion(x: 4, y: -3, turn: 3, growth: 0.02), motion(x: -5, y: 2, turn: -2, growth: -0.03),
    motion(x: 1, y: 5, turn: -4, growth: 0.01),
  ]

  /// About the middle, in degrees.
  private static func motion(x: Double, y: Double, turn: Double, growth: Double) -> Homography {
    let center = RenderedSlice.size.center
    return .translation(x: center.x + x, y: center.y + y)
      * .similarity(scale: 1 + growth, angle: turn * .pi / 180, x: 0, y: 0)
      * .translation(x: -center.x, y: -center.y)
  }

  /// How far a geometry and a motion are from undoing each other, at four places of the head, in
  /// pixels.
  private func error(_ geometry: Homography, _ motion: Homography) -> Double {
    let both = geometry * motion
    let places = [SIMD2(60.0, 128), SIMD2(196.0, 128), SIMD2(128.0, 50), SIMD2(128.0, 206)]
    return places.reduce(0) { sum, place in
      let offset = both(place) - place
      return sum + (offset * offset).sum().squareRoot() / 4
    }
  }

  private func aligned(_ first: Plane, _ second: Plane) throws -> FoundGeometry {
    var search = RigSearch()
    search.options.subject = .medical
    let (rig, found) = try search(RegisteredPair(first: image(first), second: image(second)))
    #expect(rig.geometry == found.geometry)
    return found
  }

  private func byGradients(_ first: Plane, _ second: Plane) throws -> FoundGeometry {
    var aligner = Aligner(model: .similarity)
    aligner.staysNearStart = true
    return try aligner(pairCount: 1, from: .identity) { _ in (first, second) }
  }

  private func image(_ plane: Plane) -> Image {
    Image(size: plane.size, colorModel: .gray, samples: .float(plane.values))
  }

  @Test("a soft image is found nearer than by gradients alone", arguments: motions.indices)
  func soft(_ index: Int) throws {
    let motion = Self.motions[index]
    let first = RenderedSlice.make(.anatomy)
    let second = RenderedSlice.make(.uptake, moved: motion, blur: 4)
    let (gradients, found) = try (byGradients(first, second), aligned(first, second))
    let (before, after) = (error(gradients.geometry, motion), error(found.geometry, motion))
    #expect(after < 1.4 && after < 0.6 * before, "\(before) \(after)")
    // How sure it is says where gradients ended.
    #expect(found.confidence == gradients.confidence && found.score == gradients.score)
    guard case .moved(let distance, let less, let more) = found.information else {
      Issue.record("\(found)")
      return
    }
    #expect(distance > 0.2 && distance <= 4 && more > less)
    #expect(found.summary.hasSuffix(", before \(String(format: "%.3f", less))"))
  }

  @Test("a sharp image stays where gradients leave it")
  func sharp() throws {
    let first = RenderedSlice.make(.anatomy)
    let second = RenderedSlice.make(.uptake, moved: Self.motions[0])
    let found = try aligned(first, second)
    #expect(found.information == .left)
    #expect(try found.geometry == byGradients(first, second).geometry)
    let text = "left there by mutual information, as the second image is sharp"
    #expect(found.summary.hasSuffix(text))
  }

  @Test("it goes no further than 4 pixels of 256", arguments: [256, 512, 128])
  func bound(_ side: Int) throws {
    let size = ImageSize(width: side, height: side)
    let first = RenderedSlice.make(.anatomy).resized(to: size)
    let second = RenderedSlice.make(.uptake, blur: 4).resized(to: size)
    let bound = 4 * Double(side) / 256
    let start = Homography.translation(x: 3 * bound, y: bound)
    let best = try #require(InformationSearch([(first, second)], from: start).best())
    guard case .moved(let distance, let before, let after) = best.step else {
      Issue.record("\(best.step)")
      return
    }
    #expect(distance > 0.8 * bound && distance <= bound && after > before)
    let offset = best.geometry(size.center) - start(size.center)
    let growth = best.geometry.scale(at: size.center) - 1
    let turn = atan2(best.geometry.elements[3], best.geometry.elements[0])
    let reach = Double(side) / 4
    let squares = (offset * offset).sum() + (growth * growth + turn * turn) * reach * reach
    #expect(abs(squares.squareRoot() - distance) < 1e-6 * bound)
    // From nearer it arrives, whatever the size.
    let near = Homography.translation(x: 0.5 * bound, y: -0.3 * bound)
    let end = try #require(InformationSearch([(first, second)], from: near).best())
    let rest = end.geometry(size.center) - size.center
    #expect((rest * rest).sum().squareRoot() < 0.12 * bound, "\(rest)")
  }

  @Test("images of one value, and of none, are left alone")
  func nothing() throws {
    let first = RenderedSlice.make(.anatomy)
    let second = RenderedSlice.make(.uptake, blur: 4)
    func all(_ value: Float) -> Plane {
      Plane(size: second.size, values: Array(repeating: value, count: second.values.count))
    }
    for flat in [all(0.4), all(0), all(.nan)] {
      #expect(Sharpness([flat]).value == nil && !Sharpness([flat]).isSoft)
      #expect(InformationSearch([(first, flat)], from: .identity).best() == nil)
      #expect(InformationSearch([(flat, second)], from: .identity).best() == nil)
    }
    // One that shows nothing takes nothing from the other.
    #expect(Sharpness([all(0.4), second]).value == Sharpness([second]).value)
    let found = try aligned(first, all(0.4))
    #expect(found.information == nil && !found.isConfident)
  }

  @Test("what was not seen says nothing, and has no edges")
  func unseen() throws {
    let (motion, first) = (Self.motions[0], RenderedSlice.make(.anatomy))
    let whole = RenderedSlice.make(.uptake, moved: motion, blur: 4)
    var second = whole
    // A part of the head, and more beside it.
    for y in 90..<150 { for x in 0..<110 { second.values[y * 256 + x] = .nan } }
    let (seen, all) = try (
      #require(Sharpness([second]).value), #require(Sharpness([whole]).value)
    )
    #expect(abs(seen - all) < 0.15 * all)
    let start = Homography.translation(x: 2.6, y: -2) * (try #require(motion.inverse))
    for pair in [(first, second), (second, first)] {
      let from = pair.0 == first ? start : try #require(start.inverse)
      let best = try #require(InformationSearch([pair], from: from).best())
      let found = pair.0 == first ? best.geometry : try #require(best.geometry.inverse)
      #expect(error(found, motion) < 1.4, "\(error(found, motion))")
    }
  }

  @Test("twice the same is found, and of two pairs what both say")
  func deterministic() throws {
    let first = RenderedSlice.make(.anatomy)
    let motion = Self.motions[1]
    let second = RenderedSlice.make(.uptake, moved: motion, blur: 4)
    let start = Homography.translation(x: -2.6, y: 2) * (try #require(motion.inverse))
    func best(_ pairs: [(first: Plane, second: Plane)]) throws -> Homography {
      try #require(InformationSearch(pairs, from: start).best()).geometry
    }
    let alone = try best([(first, second)])
    #expect(try best([(first, second)]) == alone)
    // Somewhat more than one half of the head each.
    let halves = [0..<150, 106..<256].map { columns in
      var plane = second
      for pixel in plane.values.indices where !columns.contains(pixel % 256) {
        plane.values[pixel] = .nan
      }
      return (first: first, second: plane)
    }
    #expect(try error(best(halves), motion) < 1.4)
  }
}
