// SPDX-License-Identifier: Apache-2.0

/// Two image files that show one scene through two sensors.
package struct ImagePair: Sendable, Hashable {
  /// The file name without its extension: the same for both.
  package let stem: String
  /// The path of the visible image or of the MRI.
  package let first: String
  /// The path of the infrared image, or of the CT, PET or SPECT.
  package let second: String

  /// Names two files.
  package init(stem: String, first: String, second: String) {
    self.stem = stem
    self.first = first
    self.second = second
  }
}
