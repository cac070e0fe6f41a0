// SPDX-License-Identifier: Apache-2.0

import Flow
import FusionMetrics
import Imaging
import TestSupport
import Testing

@Suite("meters of films", .tags(.unit))
struct FilmMeterTests {
  private let size = ImageSize(width: 16, height: 12)

  private func image(_ level: (Int) -> Int) -> GrayImage {
    GrayImage(size: size, levels: (0..<size.pixelCount).map { UInt8(level($0)) })
  }

  private func meter(_ frames: [GrayImage], _ shift: SIMD2<Float>) -> FlowMeter {
    let flow = DenseFlow(size: size, shifts: Array(repeating: shift, count: size.pixelCount))
    var meter = FlowMeter()
    for (index, frame) in frames.enumerated() { meter.add(frame, index > 0 ? flow : nil) }
    return meter
  }

  @Test("motion that is known leaves no difference, a flicker does, and dull pictures gain nothing")
  func flow() throws {
    // Three columns of 40 and 100 in turn, which move to the right by one column.
    func stripes(_ moved: Int, _ low: Int, _ high: Int) -> GrayImage {
      image { ($0 % 16 - moved + 6) / 3 % 2 == 0 ? low : high }
    }
    let moving = [stripes(0, 40, 100), stripes(1, 40, 100)]
    #expect(meter(moving, SIMD2(-1, 0)).difference == 0)
    #expect(try #require(meter(moving, .zero).difference) > 15)
    let flickering = [stripes(0, 40, 100), stripes(1, 46, 106)]
    let strong = meter(flickering, SIMD2(-1, 0))
    #expect(abs(try #require(strong.difference) - 6) < 1e-4)
    // Half of the contrast with half of the flicker.
    let dull = meter([stripes(0, 20, 50), stripes(1, 23, 53)], SIMD2(-1, 0))
    #expect(abs(try #require(dull.difference) - 3) < 1e-4)
    let shares = (
      try #require(strong.differencePerDeviation), try #require(dull.differencePerDeviation)
    )
    #expect(abs(shares.0 - shares.1) < 1e-5 && shares.0 > 0.15)
    let gray = meter([image { _ in 128 }, image { _ in 128 }], .zero)
    #expect(gray.difference == 0 && gray.differencePerDeviation == 0)
    #expect(meter([moving[0]], .zero).difference == nil)
  }

  @Test("the response to a step is that of what stands")
  func step() throws {
    let still = image { $0 % 100 + 50 }
    #expect(StepResponse.stepped(still).levels == still.levels.map { $0 + 10 })
    #expect(StepResponse.stepped(image { _ in 250 }).levels.allSatisfy { $0 == 255 })
    #expect(StepResponse.response(from: still, to: image { $0 % 100 + 47 }) == 3)
    // The first quarter moves in the visible film, the second one in the infrared film.
    let quarter = size.pixelCount / 4
    let last = try FusedTriple(name: "1", fused: still, first: still, second: still)
    let next = try FusedTriple(
      name: "2", fused: image { $0 % 100 + ($0 < 2 * quarter ? 90 : 54) },
      first: image { $0 % 100 + (quarter..<2 * quarter ~= $0 ? 90 : 60) },
      second: image { $0 % 100 + ($0 < quarter ? 90 : 50) })
    #expect(StepResponse.response(from: last, to: next) == 4)
  }

  @Test("a ghost is what stays where something has been")
  func ghosts() throws {
    /// `growing` is by how many levels all becomes lighter from frame to frame.
    func film(_ trail: Float, growing: Int = 0) -> Double? {
      var meter = GhostMeter()
      var shown = [Float](repeating: 20, count: size.pixelCount)
      for frame in 0..<14 {
        let isMoving = (0..<size.pixelCount).map { ($0 % 16) / 2 == frame }
        for pixel in shown.indices {
          let level: Float = isMoving[pixel] ? 200 : 20
          shown[pixel] = level + trail * (shown[pixel] - level)
        }
        meter.add(
          image { Int(shown[$0].rounded()) + growing * frame }, isMoving: isMoving)
      }
      return meter.ghosting
    }
    #expect(film(0) == 0 && film(0, growing: 2) == 0)
    #expect(try #require(film(0.5)) > 20)
    var meter = GhostMeter()
    for _ in 0..<12 {
      meter.add(image { _ in 3 }, isMoving: Array(repeating: false, count: size.pixelCount))
    }
    #expect(meter.ghosting == nil)
  }
}
