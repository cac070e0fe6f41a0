// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The factors from a PET series' values to SUV by body weight, in grams per milliliter (QIBA's
/// vendor-neutral rule, "FDG-PET/CT Profile", appendix G).
struct StandardizedUptake: Sendable, Equatable {
  /// One for each image, in the order that was given.
  let factors: [Double]

  /// - Parameter images: All images of the series: its scan began with the earliest.
  /// - Throws: ``VolumesError`` with `unit`, which says what is missing.
  init(_ images: [PETAcquisition]) throws(VolumesError) {
    let earliest = images.compactMap(\.acquisition).min()
    var factors: [Double] = []
    for image in images { factors.append(try image.suvFactor(seriesBegan: earliest)) }
    self.factors = factors
  }
}

extension PETAcquisition {
  fileprivate var acquisition: DICOMTime? {
    DICOMTime(date: acquisitionDate, time: acquisitionTime)
  }

  /// The factor from values, after rescaling, to grams per milliliter.
  fileprivate func suvFactor(seriesBegan earliest: DICOMTime?) throws(VolumesError) -> Double {
    guard corrections.contains("ATTN"), corrections.contains("DECY") else {
      throw Self.missing(
        "corrections (\(corrections.joined(separator: ", "))): ATTN and DECY are wanted")
    }
    switch units {
    case "GML":
      guard suvType == nil || suvType == "BW" else {
        throw Self.missing("SUV of type \(suvType ?? ""): that by body weight (BW) is wanted")
      }
      return 1
    case "CNTS":
      if let factor = suvFactorOfPhilips, factor > 0 { return factor }
      guard let factor = activityFactorOfPhilips, factor > 0 else {
        throw Self.missing("counts without Philips' factors")
      }
      return try factor * perDose(seriesBegan: earliest)
    case "BQML": return try perDose(seriesBegan: earliest)
    default: throw Self.missing("units \(units ?? "none"): BQML, CNTS or GML is wanted")
    }
  }

  /// Grams of body over the becquerels that were left when the scan began.
  private func perDose(seriesBegan earliest: DICOMTime?) throws(VolumesError) -> Double {
    guard let weight = patientWeight, weight > 0 else { throw Self.missing("no patient's weight") }
    guard let dose = totalDose, dose > 0 else { throw Self.missing("no injected dose") }
    guard let halfLife, halfLife > 0 else { throw Self.missing("no half-life") }
    guard decayCorrection != "ADMIN" else { return weight * 1000 / dose }
    guard decayCorrection == "START" else {
      throw Self.missing("decay correction \(decayCorrection ?? "none"): START or ADMIN is wanted")
    }
    guard let start = scanStart(earliest, halfLife) else {
      throw Self.missing("no time of the scan")
    }
    guard let injection = injection(before: start) else {
      throw Self.missing("no time of injection")
    }
    let wait = start.seconds - injection.seconds
    guard wait >= 0, wait < 100 * halfLife else {
      throw Self.missing(
        "\(threePlaces(wait / 3600)) hours from injection to scan, where half is gone after "
          + "\(threePlaces(halfLife / 3600))")
    }
    return weight * 1000 / (dose * exp2(-wait / halfLife))
  }

  /// To when decay was corrected: the series' time, unless it was written anew after the scan; then
  /// GE's own, or the time of acquisition less what passed since the start.
  private func scanStart(_ earliest: DICOMTime?, _ halfLife: Double) -> DICOMTime? {
    let series = DICOMTime(date: seriesDate, time: seriesTime)
    if let series, let earliest, series <= earliest { return series }
    if let time = DICOMTime(dateTime: scanDateTimeOfGE) { return time }
    guard let acquisition, let frameReferenceTime, let frameDuration, frameDuration > 0 else {
      return nil
    }
    // When a frame counts as fast as it does on average.
    let rate = log(2) / halfLife
    let decay = rate * frameDuration / 1000
    let average = log(decay / (1 - exp(-decay))) / rate
    return DICOMTime(seconds: acquisition.seconds - frameReferenceTime / 1000 + average)
  }

  /// The injection's time; where no date is said, the last one before the scan.
  private func injection(before scan: DICOMTime) -> DICOMTime? {
    if let time = DICOMTime(dateTime: startDateTime) { return time }
    guard let time = DICOMTime(date: seriesDate, time: startTime) else { return nil }
    return time <= scan ? time : DICOMTime(seconds: time.seconds - 86400)
  }

  private static func missing(_ what: String) -> VolumesError {
    VolumesError(.unit, "no conversion to SUV: \(what)")
  }
}
