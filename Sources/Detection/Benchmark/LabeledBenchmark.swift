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

  /// The folder inside the data folder that detectors are scored on.
  package var folder: String { stem + "_test" }

  /// The folder inside the data folder that detectors are trained on.
  package var trainingFolder: String { stem + "_train" }

  /// Which of the classes `labels` count as one: a detector of photographs from the ground tells
  /// vehicles from the air apart by chance. Nil: each counts under its own name.
  package func groups(of labels: [String]) -> [ClassGroup]? {
    self == .atrUMOD ? [ClassGroup(name: "vehicle", members: labels)] : nil
  }

  private var stem: String { rawValue.replacing("-", with: "_") }
}
