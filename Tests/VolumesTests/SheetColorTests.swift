// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Fusion
import Imaging
import TestBasics
import Testing
import Volumes

/// What somebody reads off a sheet who has the picture alone.
@Suite("Colors of a sheet", .tags(.unit)) struct SheetColorTests {
  private static let counts = SIMD3(32, 28, 9)
  /// Eight pixels a voxel.
  private static let cell = ImageSize(width: 256, height: 224)
  /// Of the overlay; its ends are no round numbers.
  private static let window: ClosedRange<Float> = 1.0064...2.0137
  private let base: Volume
  private let overlay: Volume

  /// A striped head, and an overlay that shows nothing in half of it; in the other half a slope, a
  /// plateau with sharp edges that is hottest, and voxels that are unlike their neighbors.
  init() throws {
    base = try RenderedVolume.make(Self.counts) { place in
      let isHead = place.x * place.x + place.y * place.y < 170
      return isHead ? 300 + 60 * Float(Int(place.x + 20) / 3 % 4) : 0
    }
    overlay = try RenderedVolume.make(Self.counts) { place in
      guard place.x < 0, abs(place.y) < 9 else { return place.y < -4 ? 1.0064 : 0.3 }
      if abs(place.y) < 3, place.x < -8 { return 2.5 }
      if place.y > 5 { return 1 + Float(Int(-7 * place.x) % 15) / 15 }
      return 1 + Float(-place.x / 16) - Float(abs(place.z)) / 20
    }
  }

  /// A sheet of the middle slice alone, written and read.
  private func sheet(_ palette: Palette) async throws -> SheetReader {
    var fusion = VolumeFusion()
    fusion.baseWindow = .values(low: 0, high: 800)
    fusion.overlayWindow = .values(
      low: Double(Self.window.lowerBound), high: Double(Self.window.upperBound))
    fusion.palette = palette
    let fused = try await fusion(base, overlay, by: ClassicalMethod.average)
    return try withTemporaryFolder { root in
      try fused.sheet(columns: 1, side: Self.cell.width).write(to: "\(root)/sheet.png")
      return try SheetReader(
        Image(contentsOf: "\(root)/sheet.png"), columns: 1, cell: Self.cell)
    }
  }

  /// But for iron, whose first colors are all black in 8 bits.
  @Test(
    "an overlay's color is a value, to a step of its bar",
    arguments: Palette.allCases.filter { $0 != .iron })
  func readBack(_ palette: Palette) async throws {
    let sheet = try await sheet(palette)
    let bar = try sheet.bar(row: 1)
    #expect(abs(bar.low - Self.window.lowerBound) < 0.001, "\(bar.low)")
    #expect(abs(bar.high - Self.window.upperBound) < 0.001, "\(bar.high)")
    #expect(bar.colors.count > 150)
    let values = middle(of: overlay)
    var worst: Float = 0
    forEachPlace { x, y in
      let value = values.between(x, y)
      let shown = min(max(value, Self.window.lowerBound), Self.window.upperBound)
      worst = max(worst, abs(bar.value(of: sheet.color(x, y, row: 1)) - shown))
    }
    #expect(worst <= bar.step, "\(palette): \(worst / bar.step) steps")
  }

  @Test("where an overlay shows nothing the base is seen as it is", arguments: Palette.allCases)
  func background(_ palette: Palette) async throws {
    let sheet = try await sheet(palette)
    let values = middle(of: overlay)
    var (head, air, tinted, faulty) = (0, 0, 0, 0)
    forEachPlace { x, y in
      let (fused, base) = (sheet.color(x, y, row: 2), sheet.color(x, y, row: 0))
      let isGray = fused.x == fused.y && fused.y == fused.z
      guard values.highest(x, y) <= Self.window.lowerBound else { return tinted += isGray ? 0 : 1 }
      if base.x > 60 { head += 1 } else if base.x == 0 { air += 1 }
      // Without a color there is no telling what is the overlay's: a method may mix as it likes.
      faulty += isGray && (palette.isGray || fused == base) ? 0 : 1
    }
    #expect(head > 5000 && air > 500, "\(head) of the head, \(air) beside it")
    #expect(faulty == 0, "\(palette): \(faulty) of \(head + air)")
    #expect(palette.isGray ? tinted == 0 : tinted > 5000, "\(tinted)")
  }

  /// The pixels of a cell without letters.
  private func forEachPlace(_ body: (_ x: Int, _ y: Int) -> Void) {
    for y in 30..<Self.cell.height - 30 {
      for x in 30..<Self.cell.width - 30 { body(x, y) }
    }
  }

  private func middle(of volume: Volume) -> Slice {
    let view = SliceView(volume.grid, plane: .axial)
    return Slice(
      values: view.slice(Self.counts.z / 2, of: volume), width: view.width,
      pixels: Float(Self.cell.width / view.width))
  }
}

/// Values between voxels, straight from one to the next.
private struct Slice {
  let values: [Float]
  let width: Int
  /// Pixels a voxel.
  let pixels: Float

  func between(_ x: Int, _ y: Int) -> Float {
    let (column, row) = (place(x), place(y))
    let (right, down) = (column - column.rounded(.down), row - row.rounded(.down))
    let four = corners(x, y)
    return (four[0] * (1 - right) + four[1] * right) * (1 - down)
      + (four[2] * (1 - right) + four[3] * right) * down
  }

  /// Of the voxels that a pixel lies between.
  func highest(_ x: Int, _ y: Int) -> Float { corners(x, y).max() ?? .nan }

  private func corners(_ x: Int, _ y: Int) -> [Float] {
    let (column, row) = (Int(place(x)), Int(place(y)))
    return [(0, 0), (1, 0), (0, 1), (1, 1)].map { values[(row + $0.1) * width + column + $0.0] }
  }

  /// Where a pixel's middle lies among the voxels' middles.
  private func place(_ pixel: Int) -> Float { (Float(pixel) + 0.5) / pixels - 0.5 }
}
