// SPDX-License-Identifier: Apache-2.0

/// A labeled test set of the data sets' folder, by its name on the command line.
package enum LabeledBenchmark: String, CaseIterable, Sendable {
  /// MSRS: 104 pairs, day and night; labels drawn on fused images, and others by camera.
  case msrs
  /// FLIR: 60 pairs; labels drawn on the infrared images.
  case flir
  /// LLVIP: 12 pairs at night; persons.
  case llvip
  /// M3FD: 10 pairs.
  case m3fd
  /// ATR-UMOD: 71 pairs from the air; vehicles.
  case atrUMOD = "atr-umod"

  /// The folder inside the data folder.
  package var folder: String { rawValue.replacing("-", with: "_") + "_test" }

  /// A name under which all classes count as one: a detector of photographs from the ground tells
  /// vehicles from the air apart by chance.
  package var mergedClass: String? { self == .atrUMOD ? "vehicle" : nil }
}
