// SPDX-License-Identifier: Apache-2.0

extension CentredContrast {
  /// One of its numbers, and what it may be.
  package struct Setting {
    /// The property's name.
    package let name: String
    package let value: Double
    package let range: ClosedRange<Double>
  }

  /// All its numbers; one outside of its range is an error of whoever gave it.
  package var settings: [Setting] {
    [
      Setting(name: "minimumShare", value: minimumShare, range: 0...1),
      Setting(name: "contrast", value: contrast, range: 0...1),
      Setting(name: "maximumGain", value: maximumGain, range: 1...2),
      Setting(name: "levelling", value: levelling, range: 0...1),
      Setting(name: "softening", value: softening, range: 0...0.25),
      Setting(name: "black", value: black, range: 0...0.1),
    ]
  }
}
