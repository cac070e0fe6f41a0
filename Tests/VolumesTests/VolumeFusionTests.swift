// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Fusion
import Imaging
import TestBasics
import Testing
import Volumes

@Suite("Fusing volumes", .tags(.unit)) struct VolumeFusionTests {
  private static let counts = SIMD3(32, 28, 9)

  /// A head of even brightness in air, with a rod along the body at the patient's right front.
  private func anatomy(mirrored: Bool = false) throws -> Volume {
    try RenderedVolume.make(Self.counts, mirrored: mirrored) { place in
      if abs(place.x - 6) < 2.1 && abs(place.y - 4) < 2.1 { return 900 }
      return place.x * place.x + place.y * place.y < 150 ? 400 : 0
    }
  }

  /// A hot spot at the patient's left, in the middle slices alone.
  private func uptake(mirrored: Bool = false) throws -> Volume {
    try RenderedVolume.make(Self.counts, mirrored: mirrored) { place in
      abs(place.x + 7) < 4.1 && abs(place.y) < 6.1 && abs(place.z) < 1.1 ? 10 : 0.01
    }
  }

  private func settings(_ change: (inout VolumeFusion) -> Void = { _ in }) -> VolumeFusion {
    var fusion = VolumeFusion()
    fusion.baseWindow = .values(low: 0, high: 1000)
    fusion.overlayWindow = .values(low: 0, high: 10)
    change(&fusion)
    return fusion
  }

  /// The mean luminance where a place is, slice by slice.
  private func brightness(_ volume: Volume, where isThere: (SIMD3<Double>) -> Bool) -> [Float] {
    var sums = [Float](repeating: 0, count: Self.counts.z)
    var counts = sums
    for (at, place) in RenderedVolume.places(volume.grid).enumerated() where isThere(place) {
      let slice = at / (volume.grid.counts.x * volume.grid.counts.y)
      sums[slice] += volume.values[at]
      counts[slice] += 1
    }
    return zip(sums, counts).map { $0 / $1 }
  }

  private func isHead(_ place: SIMD3<Double>) -> Bool {
    abs(place.x - 1) < 2.1 && abs(place.y + 6) < 2.1
  }

  @Test("what is alike in all slices stays alike, though the method sees each for itself")
  func steady() async throws {
    let base = try anatomy()
    // In the middle slices half of the head is hot.
    let overlay = try RenderedVolume.make(Self.counts) { place in
      place.x < -1.1 && abs(place.z) < 1.1
        && place.x * place.x + place.y * place.y < 150 ? 10 : 0.01
    }
    let fused = try await settings()(base, overlay, by: ClassicalMethod.centredMax)
    let steady = brightness(fused.luminance, where: isHead)
    #expect((steady.max() ?? 1) - (steady.min() ?? 0) < 0.01, "\(steady)")
    #expect(steady[0] > 0.1)
    // The method alone flickers where the hot spot comes and goes.
    var options = FusionOptions()
    options.subject = .medical
    var single: [Float] = []
    let view = SliceView(base.grid, plane: .axial)
    let size = ImageSize(width: view.width, height: view.height)
    for number in [0, 4] {
      func image(_ volume: Volume, _ white: Float) -> Image {
        Image(
          size: size, colorModel: .gray,
          samples: .float(view.slice(number, of: volume).map { $0 / white }))
      }
      let plane = try await PairFusion(options)(
        image(base, 1000), image(overlay, 10), by: ClassicalMethod.centredMax
      ).luminance()
      var values = [Float](repeating: 0, count: base.grid.voxelCount)
      view.put(plane.values, asSlice: number, into: &values)
      single.append(
        brightness(Volume(grid: base.grid, values: values), where: isHead)[number])
    }
    #expect(abs(single[0] - single[1]) > 0.03, "\(single), steady \(steady)")
    // And the whole has the contrast that the method gives.
    #expect(abs(single[0] - steady[0]) < 0.03, "\(single), steady \(steady)")
  }

  @Test("each scan shows where it lies in the patient", arguments: [false, true])
  func places(mirrored: Bool) async throws {
    let fused = try await settings()(
      anatomy(mirrored: mirrored), uptake(mirrored: mirrored), by: ClassicalMethod.max)
    let rod = brightness(fused.luminance) { abs($0.x - 6) < 1.1 && abs($0.y - 4) < 1.1 }
    let spot = brightness(fused.luminance) { abs($0.x + 7) < 2.1 && abs($0.y) < 3.1 }
    let air = brightness(fused.luminance) { $0.x < -14 && $0.y < -12 }
    #expect(rod.allSatisfy { $0 > 0.6 })
    #expect(spot[4] > 0.8 && spot[0] < 0.6)
    #expect(air.allSatisfy { $0 < 0.01 })
  }

  @Test(
    "where the overlay was not seen the base is shown", arguments: [Palette.whiteHot, .inferno])
  func unseen(palette: Palette) async throws {
    let base = try anatomy()
    let overlay = try RenderedVolume.make(Self.counts) { $0.z < 0 ? 9 : .nan }
    let fusion = settings { $0.palette = palette }
    let fused = try await fusion(base, overlay, by: ClassicalMethod.average)
    let head = brightness(fused.luminance, where: isHead)
    #expect(abs(head[8] - 0.4) < 0.1 && head[0] > head[8] + 0.1, "\(head)")
    // And where neither was, nothing.
    let nothing = try RenderedVolume.make(Self.counts) { $0.z < 2 ? 500 : .nan }
    let black = try await fusion(nothing, overlay, by: ClassicalMethod.average)
    #expect(brightness(black.luminance, where: isHead)[8] == 0)
  }

  @Test("a palette colors what is hot, and leaves the rest gray")
  func colors() async throws {
    let fused = try await settings { $0.palette = .inferno }(
      anatomy(), uptake(), by: ClassicalMethod.average)
    let colors = try #require(fused.colors)
    func tint(_ isThere: (SIMD3<Double>) -> Bool) -> Int {
      RenderedVolume.places(fused.view.grid).enumerated().filter { isThere($0.element) }
        .map { abs(Int(colors[3 * $0.offset]) - Int(colors[3 * $0.offset + 2])) }.max() ?? -1
    }
    #expect(tint { abs($0.x + 7) < 2.1 && abs($0.y) < 3.1 && abs($0.z) < 0.1 } > 60)
    #expect((0...6).contains(tint { abs($0.x - 6) < 1.1 && abs($0.y - 4) < 1.1 }))
    let gray = try await settings()(anatomy(), uptake(), by: ClassicalMethod.average)
    #expect(gray.colors == nil)
  }

  @Test("two grids, few slices and small ones are refused")
  func refused() async throws {
    let base = try anatomy()
    let other = try RenderedVolume.make(SIMD3(32, 28, 8)) { Float($0.x) }
    let thin = try RenderedVolume.make(SIMD3(32, 28, 4)) { Float($0.x) }
    let small = try RenderedVolume.make(SIMD3(15, 28, 9)) { Float($0.x) }
    for (base, overlay, words) in [
      (base, other, "one grid is wanted"), (thin, thin, "4 axial slices; at least 5"),
      (small, small, "15x28 voxels; at least 16x16"),
    ] {
      let error = await #expect(throws: VolumesError.self) {
        _ = try await settings()(base, overlay, by: ClassicalMethod.max)
      }
      #expect(error?.code == .geometry && error?.message.contains(words) == true)
    }
  }

  @Test("lean goes to the base or to the overlay")
  func lean() async throws {
    var spots: [Float] = []
    for lean in [-1.0, 0, 1] {
      let fused = try await settings { $0.lean = lean }(
        anatomy(), uptake(), by: ClassicalMethod.average)
      spots.append(
        brightness(fused.luminance) { abs($0.x + 7) < 2.1 && abs($0.y) < 3.1 }[4])
    }
    #expect(spots[0] < spots[1] && spots[1] < spots[2], "\(spots)")
  }

  @Test("letters can be read on white")
  func letters() async throws {
    let bright = try RenderedVolume.make(Self.counts) { $0.x > 15 ? 0 : 1000 }
    let fused = try await settings()(bright, bright, by: ClassicalMethod.max)
    let sheet = fused.sheet(columns: 1, side: 64)
    guard case .uint8(let samples) = sheet.samples else { return }
    // The letter at the left of the middle of the first cell, in white and black; about it white.
    var (black, white) = (0, 0)
    for row in 56 / 2 - 10..<56 / 2 + 10 {
      for column in 4..<20 {
        let level = samples[3 * (row * sheet.size.width + column)]
        if level == 0 { black += 1 } else if level == 255 { white += 1 }
      }
    }
    #expect(black > 40 && white > 100 && black + white == 320, "\(black) black, \(white) white")
  }

  @Test("one patient has one sheet, whichever way the files run")
  func sheet() async throws {
    var sheets: [Image] = []
    for mirrored in [false, true] {
      let fused = try await settings { $0.palette = .inferno }(
        anatomy(mirrored: mirrored), uptake(mirrored: mirrored), by: ClassicalMethod.max)
      sheets.append(fused.sheet(columns: 3, side: 64))
    }
    #expect(sheets[0] == sheets[1])
    guard case .uint8(let samples) = sheets[0].samples else { return }
    // The hot spot, at the patient's left, is at the right of the middle cell of the middle row.
    func heat(_ columns: Range<Int>) -> Int {
      var sum = 0
      for row in 62 + 20..<62 + 40 {
        for column in columns { sum += Int(samples[3 * (row * sheets[0].size.width + column)]) }
      }
      return sum
    }
    #expect(heat(70 + 36..<70 + 56) > 10 * heat(70 + 12..<70 + 28) + 1000)
  }
}
