// SPDX-License-Identifier: Apache-2.0

/// Which values of a volume are shown as black and which as white; one for all its slices.
public enum VolumeWindow: Sendable, Hashable {
  /// From 0, or the 1st percentile where values are negative, to the 99.5th percentile of those
  /// voxels that are not background: the most frequent value's where a tenth or more have it, and
  /// those that were not seen. In SUV from 0 to that percentile of what is above 0, rounded up to a
  /// whole number of 4 to 30.
  case automatic
  /// From the `low`-th to the `high`-th percentile of all voxels that were seen, each 0...100.
  case percentiles(low: Double, high: Double)
  /// From `low` to `high` in the volume's unit.
  case values(low: Double, high: Double)

  /// Of CT, in Hounsfield units: level 40, width 80.
  public static let brain = Self.centered(at: 40, width: 80)
  /// Of CT, in Hounsfield units: level 500, width 2000.
  public static let bone = Self.centered(at: 500, width: 2000)
  /// Of CT, in Hounsfield units: level -600, width 1500.
  public static let lung = Self.centered(at: -600, width: 1500)

  /// What makes it doubtful that this window is one for a volume: it is of Hounsfield units, and
  /// nothing says that the volume's numbers are. Nil where there is no doubt.
  package func doubt(about volume: Volume) -> String? {
    guard [.brain, .bone, .lung].contains(self), volume.unit != "HU" else { return nil }
    if let unit = volume.unit {
      return "the window is of Hounsfield units, the values are in \(unit)"
    }
    let isAnyBelow = volume.values.contains { $0 < 0 }
    return "the window is of Hounsfield units, which nothing says that the values are"
      + (isAnyBelow ? "" : "; none is below 0, as air would be")
  }

  /// `width` values about `level`, as radiologists name a window.
  public static func centered(at level: Double, width: Double) -> Self {
    .values(low: level - width / 2, high: level + width / 2)
  }
}

/// The values that are black and white, and how they were found.
public struct ResolvedWindow: Sendable, Hashable {
  /// What is black.
  public let low: Float
  /// What is white; above ``low``.
  public let high: Float
  /// How they were found, such as "1st to 99.5th percentile"; nil where they were given.
  public let origin: String?
  /// What they count, such as "HU"; nil where it is not known.
  public var unit: String?

  /// 0 at black, 1 at white, no less and no more between; not-a-number stays.
  @inline(__always)
  func share(_ value: Float) -> Float {
    value.isNaN ? value : max(0, min(1, (value - low) / (high - low)))
  }
}

extension ResolvedWindow: CustomStringConvertible {
  /// "0 to 12 SUV (99.5th percentile)".
  public var description: String {
    let numbers = "\(text(low)) to \(text(high))"
    let ends = unit.map { "\(numbers) \($0)" } ?? numbers
    return origin.map { "\(ends) (\($0))" } ?? ends
  }

  /// To three places, and to a thousandth of the window where that is finer.
  private func text(_ value: Float) -> String {
    var (places, step) = (3, 0.001)
    while places < 15, step / 2 > Double(high - low) / 1000 {
      (places, step) = (places + 1, step / 10)
    }
    return shortest(Double(value), places: places)
  }
}

extension Volume {
  /// The values that are black and white of this volume.
  ///
  /// - Throws: ``VolumesError`` with `window` where the ends are none, or all voxels have one
  ///   value.
  public func resolved(_ window: VolumeWindow) throws(VolumesError) -> ResolvedWindow {
    var resolved = try ends(window)
    resolved.unit = unit
    return resolved
  }

  private func ends(_ window: VolumeWindow) throws(VolumesError) -> ResolvedWindow {
    switch window {
    case .values(let low, let high):
      return try window.checked(Float(low), Float(high), origin: nil)
    case .percentiles(let low, let high):
      guard 0 <= low, low < high, high <= 100 else {
        throw VolumesError(
          .window, "percentiles \(low) to \(high); two from 0 to 100 that rise are wanted")
      }
      let sorted = SortedVoxels(self) { !$0.isNaN }
      return try window.checked(
        sorted.percentile(low), sorted.percentile(high),
        origin: "\(ordinal(low)) to \(ordinal(high)) percentile")
    case .automatic: return unit == "SUV" ? uptakeWindow() : try automaticWindow()
    }
  }

  /// So that the bladder does not own the scale, nor noise.
  private func uptakeWindow() -> ResolvedWindow {
    let high = SortedVoxels(self) { $0 > 0 }.percentile(99.5)
    return ResolvedWindow(
      low: 0, high: high.isNaN ? 4 : max(4, min(high.rounded(.up), 30)),
      origin: "0 to the 99.5th percentile of what is above 0, 4 to 30")
  }

  private func automaticWindow() throws(VolumesError) -> ResolvedWindow {
    let all = SortedVoxels(self) { !$0.isNaN }
    let background = all.mostFrequent(share: 0.1)
    let sorted = background.map { level in SortedVoxels(self) { !$0.isNaN && $0 != level } } ?? all
    let startsAtZero = (sorted.values.first ?? 0) >= 0
    return try VolumeWindow.automatic.checked(
      startsAtZero ? 0 : sorted.percentile(1), sorted.percentile(99.5),
      origin: startsAtZero
        ? "0 to the 99.5th percentile of what is not background"
        : "1st to 99.5th percentile of what is not background")
  }
}

extension VolumeWindow {
  fileprivate func checked(_ low: Float, _ high: Float, origin: String?) throws(VolumesError)
    -> ResolvedWindow
  {
    guard low.isFinite, high.isFinite, low < high else {
      throw VolumesError(
        .window,
        "a window from \(low) to \(high); a low end below the high one is wanted"
          + (origin == nil ? "" : " (do all voxels have one value?)"))
    }
    return ResolvedWindow(low: low, high: high, origin: origin)
  }
}

/// Values in order; of large volumes those of every nth voxel.
private struct SortedVoxels {
  /// More would move a percentile by less than a gray level.
  static let mostValues = 1 << 20
  let values: [Float]

  init(_ volume: Volume, where counts: (Float) -> Bool) {
    // Odd, so that no side of a power of two makes it meet the same columns.
    let step = volume.values.count / Self.mostValues | 1
    var values: [Float] = []
    for at in stride(from: 0, to: volume.values.count, by: step)
    where counts(volume.values[at]) && volume.values[at].isFinite {
      values.append(volume.values[at])
    }
    values.sort()
    self.values = values
  }

  func percentile(_ percent: Double) -> Float {
    guard !values.isEmpty else { return .nan }
    let place = percent / 100 * Double(values.count - 1)
    let below = Int(place)
    let above = min(below + 1, values.count - 1)
    return values[below] + Float(place - Double(below)) * (values[above] - values[below])
  }

  /// The value that most voxels have, where at least a share of them has it.
  func mostFrequent(share: Double) -> Float? {
    var (best, bestCount, start) = (Float?.none, 0, 0)
    for at in values.indices where at + 1 == values.count || values[at + 1] != values[at] {
      if at + 1 - start > bestCount { (best, bestCount) = (values[at], at + 1 - start) }
      start = at + 1
    }
    return Double(bestCount) >= share * Double(values.count) ? best : nil
  }
}

/// "1st", "99.5th".
private func ordinal(_ number: Double) -> String {
  let text = threePlaces(number)
  let suffix =
    switch (number, Int(number) % 10) {
    case (11...13, _): "th"
    case (_, 1) where number == number.rounded(): "st"
    case (_, 2) where number == number.rounded(): "nd"
    case (_, 3) where number == number.rounded(): "rd"
    default: "th"
    }
  return text + suffix
}
