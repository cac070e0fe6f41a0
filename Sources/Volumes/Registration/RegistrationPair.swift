// SPDX-License-Identifier: Apache-2.0

/// Two volumes that are to be laid onto each other, and how they are looked at.
struct RegistrationPair {
  /// How coarse the volumes are looked at, and at how many points.
  struct Scale {
    /// The sides of the blocks of voxels that one mean stands for.
    let millimeters: Double
    /// Points within the smaller volume, about.
    let samples: Int

    /// From coarse to fine.
    static let all = [
      Self(millimeters: 8, samples: 20_000), Self(millimeters: 4, samples: 40_000), finest,
    ]
    static let finest = Self(millimeters: 2, samples: 100_000)
  }

  /// From the base's patient coordinates to the overlay's, before any motion.
  let start: AffineTransform3D
  /// Where the base shows something.
  let foreground: Foreground
  private let base: Volume
  private let overlay: Volume
  private let windows: (base: ResolvedWindow, overlay: ResolvedWindow)

  /// How many times as long as another one a side of a volume may be: no part of a patient is
  /// longer.
  private static let mostRatio = 1000.0

  /// - Throws: ``VolumesError`` where one of the volumes shows nothing, has fewer than five voxels
  ///   along a side, or sides of which one is more than a thousand times as long as another.
  init(_ base: Volume, _ overlay: Volume, start: AffineTransform3D) throws(VolumesError) {
    (self.base, self.overlay, self.start) = (base, overlay, start)
    windows = (try base.range("base"), try overlay.range("overlay"))
    for (name, volume) in [("base", base), ("overlay", overlay)] {
      let sides = SIMD3<Double>(volume.grid.counts) * volume.grid.spacing
      guard sides.max() <= Self.mostRatio * sides.min() else {
        throw VolumesError(
          .geometry,
          "the \(name)'s sides are \(sides.x), \(sides.y) and \(sides.z) mm long, too "
            + "unequal to be registered")
      }
    }
    foreground = Foreground(
      try BinnedVolume(base, windows.base, scale: Scale.all[0].millimeters))
  }

  /// What both volumes tell of each other at a scale, at points that follow from `seed`.
  func agreement(_ scale: Scale, seed: UInt64) throws(VolumesError) -> Agreement {
    var noise = SampleNoise(seed: seed)
    // Of a small overlay within a large base as many points as of two equal ones, within reason.
    let count = Double(scale.samples) * min(10, 1 / smallerShare)
    let samples = BaseSamples(
      try BinnedVolume(base, windows.base, scale: scale.millimeters), about: foreground.middle,
      count: Int(count), using: &noise)
    let fewest = RigidRegistration.leastOverlap * smallerShare * Double(samples.values.count)
    return Agreement(
      base: samples, overlay: try BinnedVolume(overlay, windows.overlay, scale: scale.millimeters),
      center: foreground.middle, start: start, fewest: max(1, Int(fewest)))
  }

  /// Checks that both have enough in common where they lie at first.
  func checkOverlap(_ agreement: Agreement) throws(VolumesError) {
    let count = agreement.count(start)
    guard count < agreement.fewest else { return }
    let share = Double(count) / (smallerShare * Double(max(1, agreement.base.values.count)))
    throw VolumesError(
      .registration,
      "\(decimal(100 * share, 0)) % of the smaller volume lie within the other; at least "
        + "\(decimal(100 * RigidRegistration.leastOverlap, 0)) % are wanted to begin with")
  }

  /// The smaller volume's size as a share of the base's.
  private var smallerShare: Double { min(1, overlay.grid.size / base.grid.size) }
}

extension Volume {
  /// The values that are told apart: few voxels, such as those beside metal, do not matter.
  fileprivate func range(_ name: String) throws(VolumesError) -> ResolvedWindow {
    let counts = grid.counts
    guard min(counts.x, counts.y, counts.z) >= 5 else {
      throw VolumesError(
        .registration,
        "the \(name) has \(grid); at least 5 along each side are wanted to register it")
    }
    for ends in [(0.1, 99.9), (0, 100)] {
      if let window = try? resolved(.percentiles(low: ends.0, high: ends.1)) { return window }
    }
    throw VolumesError(
      .registration, "all voxels of the \(name) have one value; there is nothing to register")
  }
}

extension VolumeGrid {
  /// Cubic millimeters of all voxels.
  fileprivate var size: Double { Double(voxelCount) * abs(toPatient.determinant) }
}
