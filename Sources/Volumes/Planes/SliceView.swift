// SPDX-License-Identifier: Apache-2.0

/// How the slices of a grid are shown, as radiologists look at them: the patient from the feet
/// (axial) or face to face (coronal), so that the patient's right is at the left; or from the
/// patient's left side (sagittal), the face at the left.
///
/// No voxel is interpolated: of a grid that lies askew the nearest plane is shown. Millimeters may
/// differ along the two sides of a picture.
public struct SliceView: Sendable, Equatable {
  /// One of a grid's indices, and whether it runs backwards.
  struct Axis: Sendable, Equatable {
    let index: Int
    let isReversed: Bool
  }

  /// The grid that is shown.
  public let grid: VolumeGrid
  /// Axial, coronal or sagittal.
  public let plane: SlicePlane
  /// What runs across a picture, to the right.
  let across: Axis
  /// What runs down a picture.
  let down: Axis
  /// What runs from slice to slice.
  let through: Axis

  /// Shows the slices of a grid in a plane.
  public init(_ grid: VolumeGrid, plane: SlicePlane) {
    let order = grid.nearestAxes
    let plane = plane == .base ? Self.plane(of: order[2].patientAxis) : plane
    /// The index that runs along an axis of the patient, in a direction.
    func axis(along patientAxis: Int, forwards: Bool) -> Axis {
      let found = order.first { $0.patientAxis == patientAxis }.map { ($0.index, $0.isForwards) }
      let (index, isForwards) = found ?? (patientAxis, true)
      return Axis(index: index, isReversed: isForwards != forwards)
    }
    (self.grid, self.plane) = (grid, plane)
    switch plane {
    case .coronal:
      across = axis(along: 0, forwards: false)
      down = axis(along: 2, forwards: false)
      through = axis(along: 1, forwards: true)
    case .sagittal:
      across = axis(along: 1, forwards: false)
      down = axis(along: 2, forwards: false)
      through = axis(along: 0, forwards: true)
    case .axial, .base:
      across = axis(along: 0, forwards: false)
      down = axis(along: 1, forwards: false)
      through = axis(along: 2, forwards: true)
    }
  }

  /// Pixels across a slice.
  public var width: Int { grid.counts[across.index] }
  /// Pixels down a slice.
  public var height: Int { grid.counts[down.index] }
  /// How many slices there are.
  public var count: Int { grid.counts[through.index] }
  /// Millimeters between pixels across, pixels down, and slices.
  public var spacing: SIMD3<Double> {
    let spacing = grid.spacing
    return SIMD3(spacing[across.index], spacing[down.index], spacing[through.index])
  }

  /// What lies at the left, right, top and bottom of a picture: R and L for the patient's right and
  /// left, A and P for front and back, S and I for head and feet.
  public var sides: (left: Character, right: Character, top: Character, bottom: Character) {
    switch plane {
    case .coronal: ("R", "L", "S", "I")
    case .sagittal: ("A", "P", "S", "I")
    case .axial, .base: ("R", "L", "A", "P")
    }
  }

  /// A slice of a volume of this grid, row by row.
  /// - Precondition: The volume has this grid's counts, and there is such a slice.
  public func slice(_ number: Int, of volume: Volume) -> [Float] {
    precondition(volume.grid.counts == grid.counts, "SliceView: a volume of another grid")
    var slice: [Float] = []
    slice.reserveCapacity(width * height)
    forEachPlace(ofSlice: number) { slice.append(volume.values[$1]) }
    return slice
  }

  /// Puts a slice into values of this grid.
  /// - Precondition: There are a value for each voxel and for each pixel, and such a slice.
  public func put(_ slice: [Float], asSlice number: Int, into values: inout [Float]) {
    precondition(
      slice.count == width * height && values.count == grid.voxelCount,
      "SliceView: a slice of another size")
    forEachPlace(ofSlice: number) { values[$1] = slice[$0] }
  }

  /// Where the pixels of a slice, row by row, lie among the values of a volume.
  @inline(__always)
  func forEachPlace(ofSlice number: Int, _ body: (_ pixel: Int, _ place: Int) -> Void) {
    precondition((0..<count).contains(number), "SliceView: no slice \(number) of \(count)")
    let strides = SIMD3(1, grid.counts.x, grid.counts.x * grid.counts.y)
    /// Where an axis begins among the values, and how far its steps are.
    func walk(_ axis: Axis) -> (start: Int, step: Int) {
      let step = strides[axis.index]
      return axis.isReversed ? ((grid.counts[axis.index] - 1) * step, -step) : (0, step)
    }
    let (x, y, z) = (walk(across), walk(down), walk(through))
    var row = x.start + y.start + z.start + number * z.step
    for pixel in stride(from: 0, to: width * height, by: width) {
      for column in 0..<width { body(pixel + column, row + column * x.step) }
      row += y.step
    }
  }

  private static func plane(of patientAxis: Int) -> SlicePlane {
    [SlicePlane.sagittal, .coronal, .axial][patientAxis]
  }
}

extension VolumeGrid {
  /// For each index the patient's axis that it is nearest to, each axis once, and whether both run
  /// the same way.
  var nearestAxes: [(index: Int, patientAxis: Int, isForwards: Bool)] {
    let steps = [toPatient.i, toPatient.j, toPatient.k].map { $0 / length($0) }
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    func agreement(_ order: [Int]) -> Double {
      (0..<3).reduce(0) { $0 + abs(steps[$1][order[$1]]) }
    }
    let best = orders.max { agreement($0) < agreement($1) } ?? [0, 1, 2]
    return (0..<3).map { ($0, best[$0], steps[$0][best[$0]] > 0) }
  }
}
