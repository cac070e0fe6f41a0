// SPDX-License-Identifier: Apache-2.0

/// Points of the base at which both volumes are compared.
struct BaseSamples {
  struct Sample {
    /// In the patient's coordinates, from the center on.
    let point: SIMD3<Float>
    /// The base's value, as a place among the bins.
    let place: Float
  }

  let values: [Sample]

  /// About `count` points, one anywhere in each cell of a lattice over the base. On a lattice alone
  /// the information would have a false peak wherever voxels meet voxels (Tsao 2003).
  init(
    _ base: BinnedVolume, about center: SIMD3<Double>, count: Int, using random: inout SampleNoise
  ) {
    let grid = base.grid
    let last = SIMD3<Double>(grid.counts &- 1)
    let cells = Self.cells(last * grid.spacing, count)
    var values: [Sample] = []
    values.reserveCapacity(cells.x * cells.y * cells.z)
    base.places.withUnsafeBufferPointer { places in
      let sampler = GradientSampler(places, grid.counts)
      for z in 0..<cells.z {
        for y in 0..<cells.y {
          for x in 0..<cells.x {
            let within = SIMD3(random.next(), random.next(), random.next())
            let share = (SIMD3<Double>(SIMD3(x, y, z)) + within) / SIMD3<Double>(cells)
            let place = sampler(SIMD3<Float>(share * last)).w
            guard !place.isNaN else { continue }
            values.append(
              Sample(
                point: SIMD3<Float>(grid.toPatient(share * last) - center), place: place))
          }
        }
      }
    }
    self.values = values
  }

  /// Cells along each side, about as long as wide as high.
  private static func cells(_ sides: SIMD3<Double>, _ count: Int) -> SIMD3<Int> {
    let side = cubeRoot(sides.x * sides.y * sides.z / Double(count))
    func along(_ length: Double) -> Int { max(1, Int((length / side).rounded())) }
    return SIMD3(along(sides.x), along(sides.y), along(sides.z))
  }
}

/// A small seeded generator (Steele et al. 2014): a pair is registered the same way each time.
struct SampleNoise {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The next number of 0..<1.
  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
  }
}
