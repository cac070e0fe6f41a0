// SPDX-License-Identifier: Apache-2.0

import Imaging
import Scenes
import TestBasics
import Testing

@testable import Fusion

/// What is warm, marked on the fused image.
@Suite("highlight", .tags(.unit)) struct HighlightTests {
  private static let size = ImageSize(width: 160, height: 120)
  private static let scene = RenderedScene(seed: 5, size: size, condition: .night)
  /// What is warmer than this in the scene is a person or the engine.
  private static let warm = 190.0

  /// The scene's infrared image in 16 bits, in other units.
  private static let deep = Image(
    size: size, colorModel: .gray,
    samples: .uint16(levels.map { 27000 + 16 * UInt16($0) }))

  private static var levels: [UInt8] {
    guard case .uint8(let levels) = scene.infrared.samples else { return [] }
    return levels
  }

  private func fused(
    _ threshold: Highlight.Threshold?, of second: Image = Self.scene.infrared,
    _ set: (inout FusionOptions) -> Void = { _ in }
  ) async throws -> Image {
    var options = FusionOptions()
    options.highlight = threshold.map { Highlight(above: $0) }
    set(&options)
    return try await PairFusion(options)(Self.scene.visible, second, by: TakesSecond())
  }

  /// The pixels that a highlight changes.
  private func marked(
    _ threshold: Highlight.Threshold, of second: Image = Self.scene.infrared,
    _ set: (inout FusionOptions) -> Void = { _ in }
  ) async throws -> Set<Int> {
    let plain = try await fused(nil, of: second, set)
    let marked = try await fused(threshold, of: second, set)
    guard case (.uint8(let before), .uint8(let after)) = (plain.samples, marked.samples) else {
      return []
    }
    let changed = before.indices.filter { before[$0] != after[$0] }
    return Set(changed.map { $0 / 3 })
  }

  @Test("people and the engine are marked, and nothing else")
  func regions() async throws {
    let found = try await marked(.value(Self.warm))
    let regions = Self.scene.warmRegions
    for region in regions {
      let share = Float(region.pixels.filter(found.contains).count) / Float(region.pixels.count)
      #expect(share > 0.9, "\(region.content): \(share)")
    }
    let near = Set(regions.flatMap(rim))
    #expect(found.subtracting(near).isEmpty)
  }

  /// The pixels at most two away from a region.
  private func rim(of region: SceneRegion) -> [Int] {
    var rim: [Int] = []
    for pixel in region.pixels {
      for row in -2...2 { rim += (-2...2).map { pixel + row * Self.size.width + $0 } }
    }
    return rim
  }

  @Test("marks are of the palette's color, and detail stays under them")
  func color() async throws {
    let depth = { (options: inout FusionOptions) in options.depth = .float }
    let plain = try await fused(nil, depth)
    let image = try await fused(.value(Self.warm), depth)
    let (before, after) = (plain.luminance().values, image.luminance().values)
    let person = try #require(Self.scene.warmRegions.first).pixels
    for index in person where Self.levels[index] > 210 {
      let (chroma, level) = (image.chroma(), Float(Self.levels[index]))
      let share = 0.4 + 0.45 * (level - 190) / 65
      let wanted = (before[index] + Palette.iron.color(at: share).luminance) / 2
      #expect(abs(after[index] - wanted) < 1e-4)
      #expect(chroma.cr.values[index] > 0.55 && chroma.cb.values[index] < 0.5, "orange")
    }
  }

  @Test("a threshold is in the units of the file, 16 bits too")
  func units() async throws {
    let shallow = try await marked(.value(Self.warm))
    let deep = try await marked(.value(27000 + 16 * Self.warm), of: Self.deep)
    #expect(!deep.isEmpty && deep.symmetricDifference(shallow).count <= 2)
    let image = try await fused(.value(27000 + 16 * Self.warm), of: Self.deep) {
      $0.depth = .uint16
    }
    #expect(image.samples.depth == .uint16 && !image.isGray)
  }

  @Test("a percentile is of the valid pixels")
  func percentile() async throws {
    let count = Double(Self.size.pixelCount)
    let found = Double(try await marked(.percentile(95)).count) / count
    #expect(found > 0.03 && found <= 0.05)
    var levels = Self.levels
    for index in levels.indices where index % 160 < 80 { levels[index] = 255 }
    let half = Image(size: Self.size, colorModel: .gray, samples: .uint8(levels))
    let valid = try await marked(.percentile(90), of: half) { $0.secondNoData = [255] }
    #expect(!valid.isEmpty && valid.allSatisfy { $0 % 160 >= 80 })
    #expect(Double(valid.count) / count > 0.02)
  }

  @Test("what the second camera did not see is not marked")
  func masks() async throws {
    let person = Set(try #require(Self.scene.warmRegions.first).pixels)
    let alpha = Plane(
      size: Self.size,
      values: (0..<Self.size.pixelCount).map { person.contains($0) ? 0 : 1 })
    let image = Image(
      size: Self.size, colorModel: .gray, samples: Self.scene.infrared.samples, alpha: alpha)
    let found = try await marked(.value(Self.warm), of: image)
    #expect(found.isDisjoint(with: person) && !found.isEmpty)
    let unseen = Image(
      size: Self.size, colorModel: .gray, samples: Self.scene.infrared.samples,
      alpha: Plane(size: Self.size, values: alpha.values.map { _ in 0 }))
    #expect(try await marked(.percentile(50), of: unseen).isEmpty)
  }

  @Test("an image of one value has nothing above a percentile, and little above its hottest pixel")
  func extremes() async throws {
    let flat = gray(160, 120) { _, _ in 90 }
    #expect(try await marked(.percentile(50), of: flat).isEmpty)
    #expect(try await marked(.value(255.5)).isEmpty)
    let saturated = gray(160, 120) { x, _ in x < 40 ? 255 : 50 }
    #expect(try await marked(.percentile(95), of: saturated).count == 40 * 120)
  }

  @Test("marks fade in, at a resolution of their own")
  func edges() async throws {
    let ramp = gray(160, 120) { x, _ in UInt8(x) }
    let image = try await fused(.value(80), of: ramp) { $0.depth = .float }
    let plain = try await fused(nil, of: ramp) { $0.depth = .float }
    let (before, after) = (plain.chroma().cr.values, image.chroma().cr.values)
    let change = (0..<160).map { (x: Int) -> Float in after[9600 + x] - before[9600 + x] }
    let steps = zip(change.dropFirst(), change).map { abs($0 - $1) }
    #expect(try #require(steps.max()) < 0.04 && change[159] > 0.1)
    let small = gray(40, 30) { x, _ in x < 20 ? 30 : 220 }
    let found = try await marked(.value(128), of: small) { $0.resizesSecond = true }
    #expect(found.contains(60 * 160 + 100) && !found.contains(60 * 160 + 60))
  }

  @Test("where 0 is white in the file what is below a value is warm, and the bar says so")
  func inverted() async throws {
    guard case .uint16(let levels) = Self.deep.samples else { return }
    var image = Image(
      size: Self.size, colorModel: .gray, samples: .uint16(levels.map { $0 - 20_000 }))
    // The file's numbers are 40000 less these.
    image.notes.inversion = 40_000
    let wanted = try await marked(.value(7000 + 16 * Self.warm), of: copy(image))
    let found = try await marked(.value(33_000 - 16 * Self.warm), of: image)
    #expect(!found.isEmpty && found == wanted)
    let seen = try SeenImage(image, noData: [], range: .automatic)
    let range = try #require(seen.warmPixels(above: .value(33_000 - 16 * Self.warm)).range)
    #expect(range.high == Float(33_000 - 16 * Self.warm) && range.low < range.high)
    #expect(range.inversion == 40_000)
  }

  /// The same samples, of which nothing is said.
  private func copy(_ image: Image) -> Image {
    Image(size: image.size, colorModel: image.colorModel, samples: image.samples)
  }

  @Test("the bar of marks begins at the threshold and ends at the hottest pixel")
  func bar() throws {
    let seen = try SeenImage(Self.deep, noData: [], range: .automatic)
    let range = try #require(seen.warmPixels(above: .value(30_000)).range)
    #expect(range.low == 30_000 && range.high >= 30_500 && range.unit == .centikelvin)
    let flat = gray(160, 120) { _, _ in 90 }
    #expect(
      try SeenImage(flat, noData: [], range: .automatic)
        .warmPixels(above: .percentile(50)).range == nil)
  }

  @Test("a value that nothing or all is above is told of, with the image's own values")
  func oddities() throws {
    func told(_ threshold: Highlight.Threshold, of image: Image = Self.deep) throws -> [String] {
      var options = FusionOptions()
      options.highlight = Highlight(above: threshold)
      return try PreparedPair(Self.scene.visible, image, options).secondOddities
    }
    let ends = (
      27_000 + 16 * Int(Self.levels.min() ?? 0), 27_000 + 16 * Int(Self.levels.max() ?? 0)
    )
    let all = try told(.value(200))
    #expect(
      all.first?.hasPrefix("all is warmer than 200, -271.1 °C, so each pixel is marked; its ")
        == true && all.count == 1, "\(all)")
    #expect(all.first?.contains("values are \(ends.0) to \(ends.1), ") == true)
    let nothing = try told(.value(40_000))
    #expect(nothing.first?.hasPrefix("nothing is warmer than 40000, 126.9 °C, so no pixel") == true)
    for threshold in [Highlight.Threshold.value(Double(ends.1)), .value(30_000), .percentile(0)] {
      #expect(try told(threshold) == [], "\(threshold)")
    }
    var inverted = Self.deep
    inverted.notes.inversion = 65_535
    #expect(try told(.value(Double(65_535 - ends.1 - 1)), of: inverted).first?.first == "n")
    #expect(try told(.value(Double(65_535 - ends.0)), of: inverted).first?.first == "a")
    #expect(try told(.value(250), of: gray(160, 120) { x, _ in UInt8(x) }).count == 1)
  }

  @Test("no threshold, and no color to mark with, are errors")
  func errors() async throws {
    for threshold in [Highlight.Threshold.value(.nan), .percentile(101), .percentile(-1)] {
      await expectError(.invalidHighlight) { _ = try await fused(threshold) }
    }
    await expectError(.invalidHighlight) {
      _ = try await fused(.value(9)) { $0.color = .gray }
    }
    await expectError(.invalidHighlight) {
      _ = try await fused(.value(9)) { $0.highlight?.palette = .blackHot }
    }
  }

  private func expectError(_ code: FusionError.Code, _ body: () async throws -> Void) async {
    await #expect {
      try await body()
    } throws: { ($0 as? FusionError)?.code == code }
  }
}
