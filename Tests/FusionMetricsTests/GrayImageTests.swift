// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionMetrics
import Imaging
import TestSupport
import Testing

@Suite("gray levels", .tags(.unit))
struct GrayImageTests {
  private let pixel = ImageSize(width: 1, height: 1)

  @Test("8-bit color is weighed and rounded to even, as the published code does")
  func color() {
    // 114.5 and 57.5 are ties, and 299 R + 587 G + 114 B are thousandths.
    let colors: [([UInt8], UInt8)] = [
      ([255, 0, 0], 76), ([0, 255, 0], 150), ([0, 0, 255], 29), ([255, 255, 255], 255),
      ([17, 17, 17], 17), ([1, 2, 3], 2),
    ]
    for (color, level) in colors {
      let image = Image(size: pixel, colorModel: .rgb, samples: .uint8(color))
      #expect(GrayImage(image).levels == [level], "\(color)")
    }
  }

  /// Other colors are at least 1/1000 from a half, where rounding errors decide nothing.
  @Test("each of the 16782 colors whose exact level ends in one half rounds as OpenCV's does")
  func halves() throws {
    let file = try #require(
      Bundle.module.url(forResource: "Fixtures/gray-halves", withExtension: "csv"))
    let odd = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",").compactMap { Int($0) } }
    #expect(odd.count == 904)
    let oddLevels = Dictionary(uniqueKeysWithValues: odd.map { ($0.dropLast(), $0.last) })
    let halves = colorsWithHalves()
    #expect(halves.count == 16782)
    let image = Image(
      size: ImageSize(width: halves.count, height: 1), colorModel: .rgb,
      samples: .uint8(halves.flatMap { $0.map(UInt8.init) }))
    let wrong = zip(halves, GrayImage(image).levels).filter { color, level in
      let lower = (299 * color[0] + 587 * color[1] + 114 * color[2]) / 1000
      return Int(level) != oddLevels[color[...]] ?? lower + lower % 2
    }
    #expect(wrong.count == 0, "such as \(wrong.first.map { "\($0)" } ?? "")")
  }

  /// R, G, B with 299 R + 587 G + 114 B = 500 modulo 1000.
  private func colorsWithHalves() -> [[Int]] {
    (0..<256).flatMap { red in
      (0..<256).flatMap { green in
        let wanted = (1500 - (299 * red + 587 * green) % 1000) % 1000
        return (bluesByRemainder[wanted] ?? []).map { [red, green, $0] }
      }
    }
  }

  private let bluesByRemainder = Dictionary(grouping: 0..<256) { 114 * $0 % 1000 }

  @Test("every gray stays what it is, at any depth and color model")
  func gray() {
    for level in UInt8.min...UInt8.max {
      let stored: [Image.Samples] = [
        .uint8([level]), .uint16([UInt16(level) * 257]), .float([Float(level) / 255]),
      ]
      for samples in stored {
        let image = Image(size: pixel, colorModel: .gray, samples: samples)
        #expect(GrayImage(image).levels == [level])
      }
      let triple = Image(size: pixel, colorModel: .rgb, samples: .uint8([level, level, level]))
      #expect(GrayImage(triple).levels == [level])
    }
  }

  @Test("values outside 0...1 are clamped, halves go to even, not-a-number is black")
  func plane() {
    let values: [Float] = [-1, 2, .nan, .infinity, 0.5 / 255, 1.5 / 255]
    let plane = Plane(size: ImageSize(width: 6, height: 1), values: values)
    #expect(GrayImage(plane).levels == [0, 255, 0, 255, 0, 2])
  }

  @Test("known digests") func digests() {
    #expect(
      sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      sha256(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
