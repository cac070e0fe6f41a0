// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing

@testable import Imaging

/// The palettes and what draws with them.
@Suite("palettes", .tags(.unit)) struct PaletteTests {
  @Test("a palette has 256 colors", arguments: Palette.allCases)
  func count(_ palette: Palette) {
    #expect(palette.colors.count == 256)
    let channels = palette.colors.map(\.channels)
    #expect(channels.allSatisfy { $0.min() >= 0 && $0.max() <= 1 })
  }

  @Test("lightness grows in equal steps", arguments: [Palette.inferno, .viridis, .iron])
  func lightness(_ palette: Palette) {
    let lightness = palette.colors.map(oklab).map(\.x)
    let steps = zip(lightness.dropFirst(), lightness).map { $0 - $1 }
    let mean = (lightness[255] - lightness[0]) / 255
    // Levels of 8 bits are as far apart as this in dark colors.
    let runs = (0..<240).map { lightness[$0 + 15] - lightness[$0] }
    #expect(mean > 0.002 && steps.allSatisfy { $0 > -0.25 * mean })
    #expect(runs.allSatisfy { $0 > 0.5 * 15 * mean && $0 < 2.2 * 15 * mean }, "\(palette)")
  }

  @Test("neighboring colors are alike", arguments: Palette.allCases)
  func smoothness(_ palette: Palette) {
    let colors = palette.colors.map(oklab)
    for (next, color) in zip(colors.dropFirst(4), colors) {
      let step = next - color
      #expect((step * step).sum().squareRoot() < 0.13, "\(palette)")
    }
  }

  @Test("the ends are what the definitions say")
  func ends() {
    #expect(Palette.inferno.color(at: 1) == RGB(SIMD3(252, 255, 164) / 255))
    #expect(Palette.viridis.color(at: 0) == RGB(SIMD3(68, 1, 84) / 255))
    #expect(Palette.iron.color(at: 0) == Palette.whiteHot.color(at: 0))
    #expect(Palette.iron.color(at: 1) == Palette.blackHot.color(at: 0))
  }

  @Test("colors are mixed in between, and heat is clamped")
  func mixing() {
    let (below, above) = (Palette.viridis.colors[100], Palette.viridis.colors[101])
    let mixed = Palette.viridis.color(at: 100.5 / 255)
    #expect(abs(mixed.red - (below.red + above.red) / 2) < 1e-4)
    #expect(Palette.viridis.color(at: .nan) == Palette.viridis.colors[0])
    #expect(Palette.viridis.color(at: 7) == Palette.viridis.colors[255])
  }

  @Test("a bar goes from hot to cold, with degrees where the unit is known")
  func bar() {
    let range = BrightnessRange(low: 28315, high: 30815, unit: .centikelvin)
    let bar = Image.colorBar(.iron, height: 60, range: range)
    #expect(bar.size == ImageSize(width: 14 + 3 + 3 + 7 * 6 + 2, height: 60))
    let (luminance, width) = (bar.luminance().values, bar.size.width)
    // The colors, hot above, in a frame of one dot.
    #expect(luminance[6 * width + 5] == 1 && luminance[53 * width + 5] == 0)
    #expect((5..<55).allSatisfy { luminance[$0 * width] == 0 && luminance[$0 * width + 13] == 0 })
    let ink = luminance.indices.filter { $0 % width >= 14 && luminance[$0] == 0 }
    // Nothing is cut off at the edges, and the numbers stand at the ends: there is no room between.
    #expect(ink.allSatisfy { $0 % width < width - 2 })
    let rows = Set(ink.map { $0 / width })
    #expect(rows == Set(2..<9).union(51..<58), "\(rows.sorted())")
    let small = Image.colorBar(.iron, height: 8, range: BrightnessRange(low: 0, high: 255))
    #expect(
      small.luminance().values.indices.allSatisfy { index in
        index % small.size.width < 14 || small.luminance().values[index] == 1
      })
  }

  @Test("numbers beside a bar are in the degrees that are wanted, with round ones in between")
  func numbers() {
    let range = BrightnessRange(low: 28315, high: 30815, unit: .centikelvin)
    func texts(_ range: BrightnessRange, _ scale: TemperatureScale, room: Int = 6) -> [String] {
      BarScale(range, scale, room: room).marks.map(\.text)
    }
    #expect(texts(range, .celsius) == ["10.0 °C", "15", "20", "25", "30", "35.0 °C"])
    #expect(texts(range, .fahrenheit) == ["50.0 °F", "60", "70", "80", "95.0 °F"])
    #expect(texts(range, .celsius, room: 2) == ["10.0 °C", "35.0 °C"])
    #expect(texts(BrightnessRange(low: 7015, high: 8960), .fahrenheit).last == "8960")
    #expect(texts(BrightnessRange(low: -1, high: 1), .celsius).contains("0.0"))
    let constant = BrightnessRange(low: 7, high: 7)
    #expect(texts(constant, .celsius) == ["7", "7"])
    let places = BarScale(range, .celsius, room: 6).marks.map(\.place)
    #expect(zip(places, [0, 0.2, 0.4, 0.6, 0.8, 1]).allSatisfy { abs($0 - $1) < 1e-5 })
    // Where 0 is white in the file what is small is bright, and stands at the hot end.
    var inverted = BrightnessRange(low: 100, high: 200)
    inverted.inversion = 255
    #expect(texts(inverted, .celsius, room: 2) == ["200.0", "100.0"])
  }

  @Test("the tables are those of the published listings")
  func listings() {
    // Rows of option_b.py and option_d.py of https://github.com/BIDS/colormap.
    let rows: [(Palette, Int, SIMD3<Float>)] = [
      (.inferno, 0, SIMD3(0.00146159096, 0.000466127766, 0.01386552)),
      (.inferno, 32, SIMD3(0.129284984, 0.0472930838, 0.290788012)),
      (.viridis, 0, SIMD3(0.26700401, 0.00487433, 0.32941519)),
      (.viridis, 30, SIMD3(0.28025468, 0.16569272, 0.47649762)),
      (.viridis, 255, SIMD3(0.99324789, 0.90615657, 0.1439362)),
    ]
    for (palette, index, color) in rows {
      let difference = palette.colors[index].channels - color
      #expect(max(difference.max(), -difference.min()) <= 0.5 / 255 + 1e-6, "\(palette) \(index)")
    }
  }

  @Test("hot rises channel by channel, as DICOM describes Hot Iron")
  func hotIron() {
    for (index, color) in Palette.hot.colors.enumerated().dropLast() {
      let levels = [2 * index, 2 * (index - 128), 4 * (index - 191)].map { min(max($0, 0), 255) }
      #expect(bytes(color) == SIMD3(levels.map(Float.init)), "\(index)")
    }
    #expect(Palette.hot.color(at: 1) == Palette.whiteHot.color(at: 1))
  }

  @Test("pet goes through the corners of DICOM's PET")
  func pet() {
    for (index, levels) in [
      (0, SIMD3<Float>(0, 0, 0)), (63, [0, 128, 125]), (127, [126, 1, 253]), (128, [128, 0, 255]),
      (192, [255, 128, 0]), (255, [255, 255, 255]),
    ] {
      #expect(bytes(Palette.pet.colors[index]) == levels, "\(index)")
    }
  }

  @Test("heat becomes a picture of its colors, in any depth", arguments: Depth.allCases)
  func picture(_ depth: Depth) {
    let heat = Plane(size: ImageSize(width: 3, height: 1), values: [0, 0.5, 1])
    let image = Image(heat: heat, palette: .iron, depth: depth)
    #expect(image.colorModel == .rgb && image.samples.depth == depth)
    let luminance = image.luminance().values
    #expect(luminance[0] == 0 && abs(luminance[2] - 1) < 1e-6)
    #expect(abs(luminance[1] - Palette.iron.color(at: 0.5).luminance) < 0.002)
  }

  @Test("a mark goes half the way in luminance, wholly in color, and stays in the gamut")
  func mark() {
    let mark = RGB(red: 0.9, green: 0.4, blue: 0.1)
    for level in [0, 0.1, 0.5, 0.9, 1] as [Float] {
      let marked = RGB(SIMD3(repeating: level)).marked(by: mark, share: 1)
      #expect(abs(marked.luminance - (level + mark.luminance) / 2) < 1e-5)
      let chroma = marked.channels - marked.luminance
      let wanted = mark.channels - mark.luminance
      let scale = (chroma * wanted).sum() / (wanted * wanted).sum()
      let differences = chroma - scale * wanted
      #expect(max(differences.max(), -differences.min()) < 1e-5, "hue is the mark's")
      #expect(marked.channels.min() > -1e-5 && marked.channels.max() < 1 + 1e-5)
    }
  }

  private func bytes(_ color: RGB) -> SIMD3<Float> {
    (color.channels * 255).rounded(.toNearestOrEven)
  }

  /// Lightness and two axes of color (Ottosson 2020).
  private func oklab(_ color: RGB) -> SIMD3<Float> {
    func linear(_ value: Float) -> Float {
      value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    let c = SIMD3(linear(color.red), linear(color.green), linear(color.blue))
    func root(_ r: Float, _ g: Float, _ b: Float) -> Float {
      cbrt((SIMD3(r, g, b) * c).sum())
    }
    let l = root(0.4122214708, 0.5363325363, 0.0514459929)
    let m = root(0.2119034982, 0.6806995451, 0.1073969566)
    let s = root(0.0883024619, 0.2817188376, 0.6299787005)
    let roots = SIMD3(l, m, s)
    return SIMD3(
      (SIMD3(0.2104542553, 0.7936177850, -0.0040720468) * roots).sum(),
      (SIMD3(1.9779984951, -2.4285922050, 0.4505937099) * roots).sum(),
      (SIMD3(0.0259040371, 0.7827717662, -0.8086757660) * roots).sum())
  }
}
