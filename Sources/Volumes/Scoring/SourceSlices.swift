// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// Two volumes slice by slice, as ``VolumeFusion`` sees them, to score what was made of them.
public struct SourceSlices: Sendable {
  /// How the slices are shown.
  public let view: SliceView
  /// The slices that are scored: from the first to the last one that shows something (as on a
  /// sheet, the mean of what is brighter in either is above 2 % of white) and of which the overlay
  /// reaches half or more; at least two.
  public let numbers: ClosedRange<Int>
  /// Pixels that the overlay reaches in all of these slices: 1, others 0.
  public let reach: Plane
  /// The overlay on the base's grid.
  public var overlay: Volume { slices.overlay.volume }
  /// Which values of the base are black and white.
  public var baseWindow: ResolvedWindow { slices.base.window }
  /// The same of the overlay.
  public var overlayWindow: ResolvedWindow { slices.overlay.window }
  private let slices: VolumeSlices

  /// Lays the overlay on the base.
  ///
  /// - Parameters:
  ///   - base: The anatomy.
  ///   - overlay: What is laid over it, on a grid of its own.
  ///   - placement: From the base's patient coordinates to the overlay's.
  ///   - settings: The plane, the windows and the palette that were fused with.
  /// - Throws: ``VolumesError`` with `geometry` where both hardly show one place, or there are too
  ///   few slices, and with `window`.
  public init(
    _ base: Volume, _ overlay: Volume, through placement: AffineTransform3D = .identity,
    _ settings: VolumeFusion
  ) throws(VolumesError) {
    let placed = overlay.resampled(onto: base.grid, through: placement)
    let slices = try VolumeSlices(base, placed, settings)
    let reach = OverlayReach(of: overlay.grid, on: slices.view, through: placement)
    let scored = (0..<slices.view.count).filter {
      2 * reach.count($0) >= slices.view.width * slices.view.height && slices.showsSomething($0)
    }
    guard let first = scored.first, let last = scored.last, first < last else {
      throw VolumesError(
        .geometry,
        "\(scored.count) slice\(scored.count == 1 ? "" : "s") that show something, half of it or more "
          + "reached by the overlay; at least two are wanted")
    }
    (self.slices, view, numbers) = (slices, slices.view, first...last)
    self.reach = reach.plane(in: first...last)
  }

  /// A slice of the base, 0...1 within its window; black where nothing was seen.
  public func baseImage(_ number: Int) -> Image { slices.base.image(number, view).withoutGaps }

  /// The same of the overlay, in the palette's colors; black at the window's low end.
  public func overlayImage(_ number: Int) -> Image {
    slices.overlay.layer(number, view).withoutGaps
  }

  /// A slice of a fused volume on the base's grid.
  public func image(_ number: Int, of fused: Volume) -> Image {
    Image(
      size: ImageSize(width: view.width, height: view.height), colorModel: .gray,
      samples: .float(view.slice(number, of: fused)))
  }
}

extension VolumeSlices {
  /// Whether either volume is more than black.
  fileprivate func showsSomething(_ number: Int) -> Bool {
    let values = [base, overlay].map { $0.layer(number, view).withoutGaps.luminance().values }
    let sum = zip(values[0], values[1]).reduce(Float(0)) { $0 + max($1.0, $1.1) }
    return sum > 0.02 * Float(values[0].count)
  }
}

extension Image {
  /// The picture with black where it is not-a-number.
  fileprivate var withoutGaps: Image {
    guard case .float(let values) = samples else { return self }
    return Image(
      size: size, colorModel: colorModel, samples: .float(values.map { $0.isNaN ? 0 : $0 }))
  }
}

/// Which voxels of the base's grid lie within the overlay's, whatever their values.
private struct OverlayReach {
  private let grid: VolumeGrid
  private let view: SliceView
  private let map: AffineTransform3D
  /// A grid is convex: one that holds the corners holds all.
  private let isWhole: Bool

  init(of grid: VolumeGrid, on view: SliceView, through placement: AffineTransform3D) {
    (self.grid, self.view) = (grid, view)
    let map = grid.toIndices.after(placement).after(view.grid.toPatient)
    let last = view.grid.counts &- 1
    self.map = map
    isWhole = (0..<8).allSatisfy { corner in
      grid.holds(
        map(
          SIMD3(
            corner & 1 == 0 ? 0 : Double(last.x), corner & 2 == 0 ? 0 : Double(last.y),
            corner & 4 == 0 ? 0 : Double(last.z))))
    }
  }

  /// How many pixels of a slice it reaches.
  func count(_ number: Int) -> Int {
    guard !isWhole else { return view.width * view.height }
    var count = 0
    view.forEachPlace(ofSlice: number) { _, place in if holds(place) { count += 1 } }
    return count
  }

  /// Pixels that it reaches in all of some slices: 1, others 0.
  func plane(in numbers: ClosedRange<Int>) -> Plane {
    let size = ImageSize(width: view.width, height: view.height)
    var plane = Plane(size: size, values: [Float](repeating: 1, count: size.pixelCount))
    guard !isWhole else { return plane }
    for number in numbers {
      view.forEachPlace(ofSlice: number) { pixel, place in
        if !holds(place) { plane.values[pixel] = 0 }
      }
    }
    return plane
  }

  private func holds(_ place: Int) -> Bool {
    let counts = view.grid.counts
    let row = place / counts.x
    return grid.holds(
      map(SIMD3(Double(place % counts.x), Double(row % counts.y), Double(row / counts.y))))
  }
}
