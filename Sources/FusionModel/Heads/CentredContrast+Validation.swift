// SPDX-License-Identifier: Apache-2.0

import Fusion

extension CentredContrast {
  func validate() throws {
    try checkSetting("head.contrast.minimumShare", minimumShare, in: 0...1)
    try checkSetting("head.contrast.contrast", contrast, in: 0...1)
    try checkSetting("head.contrast.maximumGain", maximumGain, in: 1...2)
    try checkSetting("head.contrast.levelling", levelling, in: 0...1)
    try checkSetting("head.contrast.softening", softening, in: 0...0.25)
  }
}

/// Throws `FusionModelError` unless `value` lies within `range`.
func checkSetting(_ name: String, _ value: Double, in range: ClosedRange<Double>) throws {
  guard range.contains(value) else {
    throw FusionModelError.configuration(
      "\(name) is \(value); \(range.lowerBound) to \(range.upperBound) is wanted")
  }
}
