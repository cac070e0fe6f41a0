// SPDX-License-Identifier: Apache-2.0

import Flow

/// Where a volume shows something.
struct Foreground {
  /// The middle of what is brighter than the darkest, in the patient's coordinates.
  let middle: SIMD3<Double>
  /// How far from the middle it lies, in millimeters: the root of the mean square.
  let reach: Double

  init(_ volume: BinnedVolume) {
    let grid = volume.grid
    let darkest = SoftJointHistogram.place(ofShare: 0)
    var (weight, sum, squares) = (0.0, SIMD3<Double>(), SIMD3<Double>())
    for (at, place) in volume.places.enumerated() where place > darkest {
      let row = at / grid.counts.x
      let index = SIMD3(at % grid.counts.x, row % grid.counts.y, row / grid.counts.y)
      let point = grid.toPatient(SIMD3<Double>(index))
      let share = Double(place - darkest)
      weight += share
      sum += share * point
      squares += share * point * point
    }
    guard weight > 0 else {
      middle = grid.toPatient(SIMD3<Double>(grid.counts &- 1) / 2)
      reach = length(grid.spacing)
      return
    }
    middle = sum / weight
    reach = max(1e-3, (squares / weight - middle * middle).sum().squareRoot())
  }
}
