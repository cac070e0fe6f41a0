// SPDX-License-Identifier: Apache-2.0

import TestBasics
import Testing
import Volumes

@Suite("Slices of a volume", .tags(.unit)) struct SliceViewTests {
  /// One of the 48 ways in which a grid's indices can run along the patient's axes.
  struct Way: CustomTestStringConvertible {
    let order: [Int]
    let signs: [Double]
    var testDescription: String { "\(order) \(signs)" }

    static let all: [Way] = [
      [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0],
    ]
    .flatMap { order in
      (0..<8).map { bits in
        Way(order: order, signs: (0..<3).map { bits >> $0 & 1 == 0 ? 1 : -1 })
      }
    }

    /// Of 6, 7 and 8 voxels along the indices, centered, a little askew.
    func grid() throws -> VolumeGrid {
      let counts = [6, 7, 8]
      let columns = (0..<3).map { at in
        var column = SIMD3<Double>(repeating: 0.1)
        column[order[at]] = signs[at] * 2
        return column
      }
      var origin = SIMD3<Double>.zero
      for at in 0..<3 { origin -= columns[at] * (Double(counts[at] - 1) / 2) }
      return try VolumeGrid(
        counts: SIMD3(6, 7, 8),
        toPatient: AffineTransform3D(
          i: columns[0], j: columns[1], k: columns[2], origin: origin))
    }
  }

  /// A volume that is 1 at the patient's right, front and top, and 0 else.
  private func marked(_ grid: VolumeGrid) -> Volume {
    var values: [Float] = []
    for k in 0..<grid.counts.z {
      for j in 0..<grid.counts.y {
        for i in 0..<grid.counts.x {
          let place = grid.toPatient(SIMD3(Double(i), Double(j), Double(k)))
          values.append(place.x > 2 && place.y > 2 && place.z > 2 ? 1 : 0)
        }
      }
    }
    return Volume(grid: grid, values: values)
  }

  /// Where the bright pixels' mean lies, 0...1 across, down and through the slices.
  private func brightPlace(_ view: SliceView, _ volume: Volume) -> SIMD3<Double> {
    var (sum, count) = (SIMD3<Double>.zero, 0.0)
    for number in 0..<view.count {
      for (at, value) in view.slice(number, of: volume).enumerated() where value > 0 {
        sum += SIMD3(Double(at % view.width), Double(at / view.width), Double(number))
        count += 1
      }
    }
    return sum / count
      / SIMD3(Double(view.width - 1), Double(view.height - 1), Double(view.count - 1))
  }

  @Test("the patient's right is at the left, whichever way the file runs", arguments: Way.all)
  func sides(way: Way) throws {
    let grid = try way.grid()
    let volume = marked(grid)
    let axial = SliceView(grid, plane: .axial)
    #expect(axial.sides == ("R", "L", "A", "P"))
    let inAxial = brightPlace(axial, volume)
    #expect(inAxial.x < 0.4 && inAxial.y < 0.4 && inAxial.z > 0.6, "axial \(inAxial)")
    let coronal = SliceView(grid, plane: .coronal)
    #expect(coronal.sides == ("R", "L", "S", "I"))
    let inCoronal = brightPlace(coronal, volume)
    #expect(inCoronal.x < 0.4 && inCoronal.y < 0.4 && inCoronal.z > 0.6, "coronal \(inCoronal)")
    let sagittal = SliceView(grid, plane: .sagittal)
    #expect(sagittal.sides == ("A", "P", "S", "I"))
    let inSagittal = brightPlace(sagittal, volume)
    #expect(
      inSagittal.x < 0.4 && inSagittal.y < 0.4 && inSagittal.z > 0.6, "sagittal \(inSagittal)")
  }

  @Test("the base's plane is that of its third index", arguments: Way.all)
  func base(way: Way) throws {
    let view = SliceView(try way.grid(), plane: .base)
    #expect(view.count == 8)
    #expect(view.plane == [.sagittal, .coronal, .axial][way.order[2]])
  }

  @Test("slices put together are the volume", arguments: SlicePlane.allCases)
  func together(plane: SlicePlane) throws {
    for way in Way.all {
      let grid = try way.grid()
      let volume = Volume(grid: grid, values: (0..<grid.voxelCount).map(Float.init))
      let view = SliceView(grid, plane: plane)
      var values = [Float](repeating: -1, count: grid.voxelCount)
      for number in 0..<view.count {
        view.put(view.slice(number, of: volume), asSlice: number, into: &values)
      }
      #expect(values == volume.values)
    }
  }
}
