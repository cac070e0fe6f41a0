// SPDX-License-Identifier: Apache-2.0

extension Volume {
  /// Reads a series of DICOM.
  ///
  /// Values are what the files' rescaling or look-up tables say: Hounsfield units of CT, SUV by
  /// body weight of PET where the header is complete, else the file's unit.
  ///
  /// - Parameters:
  ///   - folder: Where its files lie.
  ///   - name: Its number or identifier; nil: there must be one series alone.
  ///   - isStraightened: Whether slices of a tilted gantry are resampled onto upright ones; else
  ///     they are refused.
  ///   - limits: How much is read at most.
  /// - Throws: ``VolumesError`` with `series`, `geometry`, `tooLarge`, or why a file is damaged.
  public init(
    _ folder: DICOMFolder, series name: String? = nil, straightened isStraightened: Bool = false,
    limits: VolumeLimits = VolumeLimits()
  ) throws(VolumesError) {
    let series = try folder.chosen(name)
    do throws(VolumesError) {
      let geometry = try SeriesGeometry(series.headers)
      if geometry.tilt != 0, !isStraightened { throw Self.tilted(geometry.tilt) }
      self = try Self(series, geometry, limits)
    } catch { throw folder.explained(error, series) }
    notes = folder.notes + notes
    part = folder.series.count > 1 ? "\(series)" : nil
  }

  private init(
    _ series: DICOMSeries, _ geometry: SeriesGeometry, _ limits: VolumeLimits
  ) throws(VolumesError) {
    guard geometry.grid.voxelCount <= limits.voxels else {
      throw VolumesError(
        .tooLarge, "\(geometry.grid.voxelCount) voxels; at most \(limits.voxels) are read")
    }
    let uptake = SeriesUnit(series)
    let values = try series.values(geometry, uptake.factors, limits)
    self.init(grid: geometry.grid, values: values)
    identity = series.headers[0].scan
    origins = geometry.slices.map(\.header.origin)
    lossy = origins.lazy.compactMap(\.lossy).first
    unit = uptake.unit
    notes = Set(series.headers.flatMap(\.notes)).sorted() + uptake.notes
    if geometry.tilt != 0 {
      try straighten(limits: limits)
      notes.append("slices tilted by \(threePlaces(geometry.tilt)) degrees: resampled upright")
    }
  }

  private static func tilted(_ degrees: Double) -> VolumesError {
    VolumesError(
      .geometry,
      "slices tilted by \(threePlaces(degrees)) degrees (a tilted gantry): --resample-tilt makes "
        + "upright ones of them")
  }
}

extension DICOMFolder {
  /// A failure of one of several series, and beside files that could not be read, says so.
  fileprivate func explained(_ error: VolumesError, _ series: DICOMSeries) -> VolumesError {
    guard error.path == nil else { return error }
    let message = self.series.count > 1 ? "\(series): \(error.message)" : error.message
    return VolumesError(
      error.code, path: path, unread.map { "\(message); \($0)" } ?? message)
  }
}

extension DICOMSeries {
  /// The values of all slices, in order.
  fileprivate func values(
    _ geometry: SeriesGeometry, _ factors: [Double], _ limits: VolumeLimits
  ) throws(VolumesError) -> [Float] {
    let sliceSize = geometry.grid.counts.x * geometry.grid.counts.y
    var values = [Float](repeating: 0, count: geometry.grid.voxelCount)
    let places = Dictionary(grouping: geometry.slices.enumerated(), by: \.element.file)
    try DICOMProcess(limits: limits).forEachValues(of: headers) { file, frames in
      for (slice, element) in places[file] ?? [] {
        let source = frames[element.number * sliceSize..<(element.number + 1) * sliceSize]
        values.replaceSubrange(
          slice * sliceSize..<(slice + 1) * sliceSize,
          with: source.lazy.map { Float(Double($0) * factors[file]) })
      }
    }
    return values
  }
}

/// The unit of a series' values, and what brings each file's values to it.
private struct SeriesUnit {
  let unit: String?
  /// One for each file.
  let factors: [Double]
  let notes: [String]

  init(_ series: DICOMSeries) {
    let images = series.headers.compactMap(\.uptake)
    let same = [Double](repeating: 1, count: series.headers.count)
    guard images.count == same.count else {
      (unit, factors, notes) = (series.headers[0].unit, same, [])
      return
    }
    do {
      (unit, factors, notes) = ("SUV", try StandardizedUptake(images).factors, [])
    } catch {
      (unit, factors) = (series.headers[0].unit, same)
      notes = ["\(error.message): values are in the file's unit"]
    }
  }
}
