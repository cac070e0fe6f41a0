// SPDX-License-Identifier: Apache-2.0

/// What a PET image's header says that the conversion to SUV needs.
package struct PETAcquisition: Sendable, Equatable, Codable {
  /// "BQML", "CNTS" or "GML" (0054,1001).
  package var units: String?
  /// What the image was corrected for (0028,0051).
  package var corrections: [String] = []
  /// To which time decay was corrected: "START", "ADMIN" or "NONE" (0054,1102).
  package var decayCorrection: String?
  /// Kilograms (0010,1030).
  package var patientWeight: Double?
  /// Becquerels that were injected (0018,1074).
  package var totalDose: Double?
  /// Seconds in which half of it decays (0018,1075).
  package var halfLife: Double?
  /// When it was injected: time of day (0018,1072).
  package var startTime: String?
  /// The same with its date (0018,1078).
  package var startDateTime: String?
  package var seriesDate: String?
  package var seriesTime: String?
  package var acquisitionDate: String?
  package var acquisitionTime: String?
  /// Milliseconds from the scan's start to the middle of this image's counts (0054,1300).
  package var frameReferenceTime: Double?
  /// Milliseconds (0018,1242).
  package var frameDuration: Double?
  /// GE's time to which decay was corrected (0009,xx0d).
  package var scanDateTimeOfGE: String?
  /// Philips' factor from stored values to SUV (7053,xx00).
  package var suvFactorOfPhilips: Double?
  /// Philips' factor from stored values to becquerels per milliliter (7053,xx09).
  package var activityFactorOfPhilips: Double?
  /// What values in GML are of: "BW", "LBM" (0054,1006); nothing stands for body weight.
  package var suvType: String?

  /// Nothing is known.
  package init() {}
}
