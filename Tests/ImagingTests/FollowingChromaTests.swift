// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

/// Chroma that grows and falls with luminance.
@Suite("chroma follows luminance", .tags(.unit)) struct FollowingChromaTests {
  @Test("the source's own luminance gives its pixels back", arguments: Depth.allCases)
  func sameLuminance(_ depth: Depth) {
    for image in [Pattern.noise(width: 90, height: 70), Pattern.smooth(.uint16, .rgb)] {
      let (luminance, chroma) = (image.luminance(), image.chroma())
      #expect(
        Image(luminance: luminance, chroma: chroma, of: luminance, depth: depth)
          == Image(luminance: luminance, chroma: chroma, depth: depth))
    }
  }

  @Test("hue and luminance are exact, whatever the colors and the change", arguments: 0...10)
  func exact(_ tenths: Int) {
    let source = Pattern.noise(width: 90, height: 70)
    let wanted = Float(tenths) / 10
    let (before, after) = (source.chroma(), lit(source, wanted, .float))
    let chroma = after.chroma()
    for (index, value) in after.luminance().values.enumerated() {
      #expect(abs(value - wanted) < 4e-6)
      let (b0, r0) = (before.cb.values[index] - 0.5, before.cr.values[index] - 0.5)
      let (b1, r1) = (chroma.cb.values[index] - 0.5, chroma.cr.values[index] - 0.5)
      #expect(abs(b0 * r1 - r0 * b1) < 2e-6 && b0 * b1 + r0 * r1 > -1e-6)
    }
  }

  @Test("8 bits hold the luminance to half a level", arguments: 0...10)
  func rounding(_ tenths: Int) {
    let wanted = Float(tenths) / 10
    let lit = lit(Pattern.noise(width: 90, height: 70), wanted, .uint8).luminance()
    #expect(lit.values.allSatisfy { abs($0 - wanted) < 0.501 / 255 })
  }

  @Test(
    "chroma has luminance's ratio, less in the dark, up to twice and to the gamut",
    arguments: [
      (0.3, 0.5, 5.0 / 3), (0.3, 0.15, 0.5), (0.3, 0.3, 1), (0.25, 0.6, 2),
      (0.1, 0.3, 1 + 0.2 * 1.6), (0, 0.5, 1), (0.3, 0.95, 0.05 / 0.14),
    ] as [(Float, Float, Float)])
  func ratio(from: Float, to: Float, gain: Float) {
    let size = ImageSize(width: 1, height: 1)
    func plane(_ value: Float) -> Plane { Plane(size: size, values: [value]) }
    // Red is 0.14 above luminance, blue at it, green 0.0714 below.
    let image = Image(
      luminance: plane(to), chroma: Chroma(cb: plane(0.5), cr: plane(0.5 + 0.14 / 1.402)),
      of: plane(from), depth: .float)
    #expect(abs((image.chroma().cr.values[0] - 0.5) * 1.402 - gain * 0.14) < 1e-5)
  }

  @Test("gray stays gray, and a number that is none is black")
  func neutral() {
    let size = ImageSize(width: 3, height: 1)
    let source = Plane(size: size, values: [0, 0.7, .nan])
    let neutral = Plane(size: size, values: [0.5, 0.5, 0.5])
    let image = Image(
      luminance: Plane(size: size, values: [0.6, 0.2, .nan]),
      chroma: Chroma(cb: neutral, cr: neutral), of: source)
    #expect(image.samples == .uint8([153, 153, 153, 51, 51, 51, 0, 0, 0]))
  }

  @Test(
    "bytes are lit in one pass to the same bits as their planes are", arguments: Depth.allCases,
    [(90, 70), (7, 3), (1, 1), (512, 1), (513, 2)])
  func relit(_ depth: Depth, _ sides: (Int, Int)) {
    let picture = Pattern.noise(width: sides.0, height: sides.1)
    let size = picture.size
    let luminance = Plane(
      size: size,
      values: (0..<size.pixelCount).map { $0 % 31 == 7 ? .nan : Float($0 % 101) / 90 - 0.05 })
    let source = picture.luminance()
    #expect(
      picture.relit(by: luminance, of: source, depth: depth)
        == Image(luminance: luminance, chroma: picture.chroma(), of: source, depth: depth))
  }

  @Test("the luminance of bytes is that of whole thousandths")
  func luminanceOfBytes() {
    let picture = Pattern.noise(width: 61, height: 47)
    guard case .uint8(let bytes) = picture.samples else {
      Issue.record("samples are no bytes")
      return
    }
    let sums = stride(from: 0, to: bytes.count, by: 3).map {
      299 * Int(bytes[$0]) + 587 * Int(bytes[$0 + 1]) + 114 * Int(bytes[$0 + 2])
    }
    #expect(picture.luminance().values == sums.map { Float($0) / 255_000 })
  }

  private func lit(_ source: Image, _ level: Float, _ depth: Depth) -> Image {
    let luminance = Plane(
      size: source.size, values: [Float](repeating: level, count: source.size.pixelCount))
    return Image(
      luminance: luminance, chroma: source.chroma(), of: source.luminance(), depth: depth)
  }
}
