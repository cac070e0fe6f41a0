// SPDX-License-Identifier: Apache-2.0

import Fusion

extension CentredContrast {
  func validate() throws {
    for setting in settings {
      try checkSetting("head.contrast.\(setting.name)", setting.value, in: setting.range)
    }
  }
}

/// Throws `FusionModelError` unless `value` lies within `range`.
func checkSetting(_ name: String, _ value: Double, in range: ClosedRange<Double>) throws {
  guard range.contains(value) else {
    throw FusionModelError.configuration(
      "\(name) is \(value); \(range.lowerBound) to \(range.upperBound) is wanted")
  }
}
