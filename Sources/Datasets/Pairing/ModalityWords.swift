// SPDX-License-Identifier: Apache-2.0

/// Words by which names of files and folders tell what an image shows, in small letters.
struct ModalityWords {
  /// Those of the first image of a pair.
  let first: Set<String>
  /// Those of the second one.
  let second: Set<String>

  /// Visible light and infrared. The single letters are those of drones' cameras (W, V, T) and of
  /// data sets for tracking (v, i).
  static let infrared = ModalityWords(
    first: ["visible", "visual", "vis", "vi", "v", "rgb", "color", "colour", "wide", "w", "eo"],
    second: [
      "infrared", "ir", "i", "thermal", "therm", "thrm", "thr", "th", "t", "tir", "lwir", "mwir",
      "swir", "nir",
    ])
  /// Magnetic resonance and what shows how an organ works.
  static let medical = ModalityWords(first: ["mri", "mr"], second: ["ct", "pet", "spect"])

  /// All.
  static let all = [infrared, medical]
}
