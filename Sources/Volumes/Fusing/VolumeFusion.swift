// SPDX-License-Identifier: Apache-2.0

public import Fusion
public import Imaging

/// Fuses two volumes of one grid slice by slice, steady from slice to slice: windows, brightness
/// and contrast are those of the whole volume.
///
/// Not for diagnosis: a fused value is none of either scan.
public struct VolumeFusion: Sendable {
  /// Fewest slices that a volume is fused of.
  public static let minimumSliceCount = 5

  /// Which values of the base are black and white.
  public var baseWindow = VolumeWindow.automatic
  /// The same of the overlay.
  public var overlayWindow = VolumeWindow.automatic
  /// The colors of the overlay, from low to high; of gray ones the result is gray. In color the
  /// base is seen as it is where the overlay is at or below its window's low end, and the overlay
  /// comes in over the window's lowest tenth.
  public var palette = Palette.whiteHot
  /// The plane of the slices.
  public var plane = SlicePlane.base
  /// How far the result leans to the base (-1) or to the overlay (1).
  public var lean = 0.0

  /// All settings at their defaults.
  public init() {}

  /// Fuses two volumes.
  ///
  /// - Parameters:
  ///   - base: The anatomy, such as MRI; at least 16 pixels a side of a slice.
  ///   - overlay: What is laid over it, such as CT, PET or SPECT, on the base's grid
  ///     (``Volume/resampled(onto:through:)``); where it is not-a-number the base is shown.
  ///   - method: Fuses the luminances of a slice.
  ///   - progress: Is told how many slices are fused.
  /// - Returns: The fused volume, on the base's grid.
  /// - Throws: ``VolumesError`` for windows that are none, unequal grids or too few slices, what
  ///   `method` throws, and `CancellationError` where the task was cancelled.
  public func callAsFunction(
    _ base: Volume, _ overlay: Volume, by method: any FusionMethod,
    progress: (Int) -> Void = { _ in }
  ) async throws -> FusedVolume {
    let slices = try VolumeSlices(base, overlay, self)
    var steadiness = SliceSteadiness()
    var planes: [Plane?] = []
    for number in 0..<slices.view.count {
      try Task.checkCancellation()
      let pair = try slices.prepared(number)
      let plane = try await pair?.fused(by: method)
      steadiness.add(plane, pair)
      planes.append(plane)
      progress(number + 1)
    }
    var fused = FusedVolume(slices)
    for (number, correction) in steadiness.corrections().enumerated() {
      guard let plane = planes[number], let pair = try slices.prepared(number) else { continue }
      let image = pair.fusedImage(from: correction(plane, pair))
      fused.put(slices.onBase(image, number), number)
    }
    return fused
  }
}

extension PreparedPair {
  fileprivate func fused(by method: any FusionMethod) async throws -> Plane {
    try await method.fuse(luminances, context())
  }
}
