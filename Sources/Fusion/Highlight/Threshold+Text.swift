// SPDX-License-Identifier: Apache-2.0

extension Highlight.Threshold {
  /// The threshold that a text names: a value, `30500`, or a percentile, `95%`; nil for any other,
  /// and for a percentile that is none.
  package init?(_ text: String) {
    let isPercent = text.hasSuffix("%")
    guard let number = Double(isPercent ? text.dropLast() : text[...]), number.isFinite,
      !isPercent || (0...100).contains(number)
    else { return nil }
    self = isPercent ? .percentile(number) : .value(number)
  }
}
