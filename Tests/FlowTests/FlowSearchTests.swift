// SPDX-License-Identifier: Apache-2.0

import Imaging
import Scenes
import TestBasics
import Testing

@testable import Flow

@Suite("dense flow", .tags(.unit))
struct FlowSearchTests {
  @Test("finds a shift that is no whole number of pixels")
  func shift() {
    let (first, second) = (waves(SIMD2(0, 0)), waves(SIMD2(2.3, -1.4)))
    let flow = FlowSearch.film(first, second)
    let errors = flow.shifts.map { length($0 - SIMD2(2.3, -1.4)) }
    #expect(mean(errors) < 0.1, "\(mean(errors))")
    #expect(flow == FlowSearch.film(first, second))
    #expect(flow.difference(from: first, to: second) < 0.3 * first.difference(to: second))
  }

  @Test("along one pixel nothing moves", arguments: [(1, 20), (20, 1), (1, 1)])
  func lines(_ sides: (Int, Int)) {
    let size = ImageSize(width: sides.0, height: sides.1)
    let picture = Plane(size: size, values: (0..<size.pixelCount).map { Float($0) / 20 })
    let flow = FlowSearch.film(picture, Plane(size: size, values: picture.values.reversed()))
    #expect(flow.size == size && flow.shifts.allSatisfy { $0 == .zero })
  }

  @Test("finds a shift of more than a bump, from coarse to fine")
  func largeShift() {
    let shift = SIMD2<Float>(10, -7)
    let (first, second) = (hills(SIMD2(0, 0)), hills(shift))
    let flow = FlowSearch.film(first, second)
    let inner = flow.shifts.indices.filter {
      (16..<80).contains($0 % 96) && (16..<56).contains($0 / 96)
    }
    let errors = inner.map { length(flow.shifts[$0] - shift) }
    #expect(mean(errors) < 0.5, "\(mean(errors))")
  }

  @Test("does not see a camera's gain for motion")
  func gain() {
    let first = waves(SIMD2(0, 0))
    let lighter = Plane(size: first.size, values: first.values.map { $0 + 10.0 / 255 })
    #expect(mean(FlowSearch.film(first, lighter).shifts.map(length)) < 0.1)
  }

  @Test("finds the car of a rendered film, and that the rest stands")
  func film() {
    let size = ImageSize(width: 128, height: 96)
    let film = RenderedFilm(seed: 2, size: size, condition: .day)
    let (last, next) = (film.frame(4), film.frame(6))
    let flow = FlowSearch.film(next.visible.luminance(), last.visible.luminance())
    let truth = next.motion.map { 2 * $0 }
    let errors = zip(flow.shifts, truth).map { length($0 - $1) }
    // People stand above the curb, where a hedge hides them.
    let car = truth.indices.filter { next.isMoving[$0] && $0 / size.width > 62 }
    let rest = truth.indices.filter { !next.isMoving[$0] }
    let (ofCar, ofRest) = (mean(car.map { errors[$0] }), mean(rest.map { errors[$0] }))
    #expect(ofCar < 0.5 * length(truth[car[0]]), "\(ofCar) of \(truth[car[0]])")
    #expect(ofRest < 0.15, "\(ofRest)")
  }

  @Test("is 0 where nothing speaks for it, and no longer than allowed")
  func bounds() {
    let (first, second) = (waves(SIMD2(0, 0)), waves(SIMD2(3, 0)))
    var search = FlowSearch.film
    search.limit = 1
    let longest = search(first, second).shifts.map(length).max() ?? 0
    #expect(longest <= 1.0001 && longest > 0.9)
    search.stillness = 1
    let unseen = Plane(size: first.size, values: Array(repeating: 0, count: first.values.count))
    #expect(search(first, second, weights: unseen) == DenseFlow(still: first.size))
  }

  /// Small bumps on large ones, moved by more than the small ones are long.
  private func hills(_ shift: SIMD2<Float>) -> Plane {
    let size = ImageSize(width: 96, height: 72)
    return Plane(
      size: size,
      values: (0..<size.pixelCount).map { index in
        let place = SIMD2(Float(index % 96), Float(index / 96)) - shift
        let large = bump(place.x / 67) + bump((place.y + 0.3 * place.x) / 59)
        let small = bump(place.x / 8) + bump((place.y - 0.5 * place.x) / 9)
        return 0.5 + 0.12 * large + 0.1 * small
      })
  }

  /// Bumps in two directions, moved.
  private func waves(_ shift: SIMD2<Float>) -> Plane {
    let size = ImageSize(width: 64, height: 48)
    return Plane(
      size: size,
      values: (0..<size.pixelCount).map { index in
        let place = SIMD2(Float(index % 64), Float(index / 64)) - shift
        return 0.5 + 0.2 * bump(place.x / 9) + 0.2 * bump((place.x + 2 * place.y) / 17)
      })
  }

  /// A smooth periodic function of period 1, -1...1.
  private func bump(_ value: Float) -> Float {
    let phase = value - value.rounded(.down)
    return phase < 0.5 ? 16 * phase * (0.5 - phase) : -16 * (phase - 0.5) * (1 - phase)
  }
}

private func length(_ shift: SIMD2<Float>) -> Float { (shift * shift).sum().squareRoot() }

private func mean(_ values: [Float]) -> Float {
  values.reduce(0, +) / Float(max(values.count, 1))
}

extension Plane {
  fileprivate func difference(to other: Plane) -> Double {
    DenseFlow(still: size).difference(from: self, to: other)
  }
}
