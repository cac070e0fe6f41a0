// SPDX-License-Identifier: Apache-2.0

import TestBasics
import Testing
import Volumes

@Suite("Windows of volumes", .tags(.unit)) struct VolumeWindowTests {
  /// 20 values of 100 to 119 in a background of 80 zeros.
  private func scan(background: Float = 0) throws -> Volume {
    let grid = try VolumeGrid(counts: SIMD3(10, 5, 2), toPatient: .identity)
    return Volume(
      grid: grid, values: (0..<100).map { $0 < 80 ? background : Float(100 + $0 - 80) })
  }

  @Test("background has no say in a window that is found")
  func automatic() throws {
    let window = try scan().resolved(.automatic)
    #expect(window.low == 0)
    #expect(abs(window.high - 118.905) < 1e-3)
    #expect("\(window)" == "0 to 118.905 (0 to the 99.5th percentile of what is not background)")
    // Below 0 stands air, as in CT.
    let tomography = try scan(background: -1000).resolved(.automatic)
    #expect(tomography.low == 0)
  }

  @Test("where what is not background has negative values it begins at their 1st percentile")
  func negative() throws {
    let grid = try VolumeGrid(counts: SIMD3(10, 10, 2), toPatient: .identity)
    let volume = Volume(grid: grid, values: (0..<200).map { Float($0 - 100) })
    #expect(abs(try volume.resolved(.automatic).low - -98.01) < 1e-3)
  }

  @Test("presets are levels and widths in Hounsfield units")
  func presets() throws {
    let brain = try scan().resolved(.brain)
    #expect((brain.low, brain.high) == (0, 80))
    let bone = try scan().resolved(.bone)
    #expect((bone.low, bone.high) == (-500, 1500))
    let lung = try scan().resolved(.lung)
    #expect((lung.low, lung.high) == (-1350, 150))
    #expect("\(brain)" == "0 to 80")
  }

  @Test("percentiles are those of all voxels")
  func percentiles() throws {
    let window = try scan().resolved(.percentiles(low: 50, high: 100))
    #expect((window.low, window.high) == (0, 119))
    #expect(window.origin == "50th to 100th percentile")
  }

  @Test(
    "what is no window is refused",
    arguments: [
      VolumeWindow.values(low: 5, high: 5), .values(low: 5, high: 1),
      .values(low: .nan, high: 1), .percentiles(low: -1, high: 50),
      .percentiles(low: 50, high: 50), .percentiles(low: 0, high: 101),
      .percentiles(low: 0, high: 10),
    ])
  func refused(window: VolumeWindow) throws {
    let volume = try scan()
    let error = #expect(throws: VolumesError.self) { try volume.resolved(window) }
    #expect(error?.code == .window)
  }

  @Test(
    "one value alone has no window, and what was not seen none at all", arguments: [7, Float.nan])
  func oneValue(value: Float) throws {
    let grid = try VolumeGrid(counts: SIMD3(2, 2, 2), toPatient: .identity)
    let volume = Volume(grid: grid, values: [Float](repeating: value, count: 8))
    #expect(throws: VolumesError.self) { try volume.resolved(.percentiles(low: 1, high: 99)) }
  }

  @Test(
    "SUV is shown from 0 to a whole number of 4 to 30",
    arguments: [(Float(2), Float(4)), (11.2, 12), (300, 30), (-1, 4)])
  func uptake(hottest: Float, white: Float) throws {
    var volume = try RenderedVolume.make(SIMD3(10, 10, 10)) { _ in hottest }
    volume.unit = "SUV"
    let window = try volume.resolved(.automatic)
    #expect(window.low == 0 && window.high == white)
    #expect(window.description.hasPrefix("0 to \(Int(white)) SUV (0 to the 99.5th percentile"))
    #expect(try "\(volume.resolved(.values(low: 1, high: 2.5)))" == "1 to 2.5 SUV")
  }
}
