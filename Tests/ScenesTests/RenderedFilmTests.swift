// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestSupport
import Testing

@testable import Scenes

@Suite("rendered films", .tags(.unit))
struct RenderedFilmTests {
  private let size = ImageSize(width: 64, height: 48)

  @Test("are the same each time, and of one seed")
  func determinism() {
    let film = RenderedFilm(seed: 3, size: size, condition: .day, isSwaying: true)
    let again = RenderedFilm(seed: 3, size: size, condition: .day, isSwaying: true)
    #expect(film.frame(5) == again.frame(5))
    #expect(film.frame(5) != film.frame(6))
    #expect(film.frame(5) != RenderedFilm(seed: 4, size: size, condition: .day).frame(5))
  }

  @Test("show each thing where its motion says it was")
  func motion() {
    let size = ImageSize(width: 192, height: 144)
    let film = RenderedFilm(seed: 3, size: size, condition: .smoke, isSwaying: true)
    let (last, next) = (film.frame(6), film.frame(7))
    let moving = (0..<size.pixelCount).filter { next.isMoving[$0] }
    #expect(!moving.isEmpty && moving.count < size.pixelCount / 2)
    let (a, b) = (next.infrared.luminance().values, last.infrared.luminance().values)
    func error(_ shift: (Int) -> SIMD2<Float>) -> Float {
      moving.reduce(0) { sum, pixel in
        sum + abs(a[pixel] - value(of: b, size, pixel, shift(pixel)))
      }
    }
    #expect(error { next.motion[$0] } < 0.6 * error { _ in .zero })
    #expect(error { next.motion[$0] } < 0.6 * error { -next.motion[$0] })
  }

  @Test("stand still but for people and the car where the camera does")
  func still() {
    let film = RenderedFilm(seed: 3, size: size, condition: .day)
    let frames = (0..<2).map { film.frame($0) }
    #expect(film.frame(0).motion.allSatisfy { $0 == .zero })
    for pixel in 0..<size.pixelCount {
      #expect((frames[1].motion[pixel] != .zero) == frames[1].isMoving[pixel])
    }
  }

  @Test("step and freeze in the infrared camera alone")
  func events() {
    var events = FilmEvents()
    (events.gainFrame, events.gainStep, events.freeze) = (3, 10, 1..<3)
    let film = RenderedFilm(seed: 3, size: size, condition: .day, events: events)
    let plain = RenderedFilm(seed: 3, size: size, condition: .day)
    for index in 0..<4 { #expect(film.frame(index).visible == plain.frame(index).visible) }
    #expect(film.frame(1).infrared == plain.frame(0).infrared)
    #expect(film.frame(2).infrared == plain.frame(0).infrared)
    let steps = zip(
      film.frame(3).infrared.luminance().values, plain.frame(3).infrared.luminance().values
    ).map { (255 * ($0 - $1)).rounded() }
    #expect(steps.filter { $0 == 10 }.count > size.pixelCount * 9 / 10)
  }

  @Test("keep all things in sight, at any size and time")
  func sizes() {
    for (width, height) in [(16, 16), (100, 20), (33, 57)] {
      let size = ImageSize(width: width, height: height)
      let film = RenderedFilm(seed: 1, size: size, condition: .night, isSwaying: true)
      for index in [0, 50, 400] {
        let frame = film.frame(index)
        #expect(frame.visible.size == size && frame.infrared.size == size)
        #expect(frame.isMoving.contains(true))
      }
    }
  }

  /// Bilinear, the border repeated.
  private func value(
    of values: [Float], _ size: ImageSize, _ pixel: Int, _ shift: SIMD2<Float>
  ) -> Float {
    let width = size.width
    let x = min(max(Float(pixel % width) + shift.x, 0), Float(width) - 1.001)
    let y = min(max(Float(pixel / width) + shift.y, 0), Float(size.height) - 1.001)
    let (column, row) = (Int(x), Int(y))
    func line(_ row: Int) -> Float {
      let start = row * width + column
      return mix(values[start], values[start + 1], x - Float(column))
    }
    return mix(line(row), line(row + 1), y - Float(row))
  }
}
