// SPDX-License-Identifier: Apache-2.0

import Imaging

extension Image {
  /// Where the file itself says that nothing was seen: alpha is 0, or a float sample is
  /// not-a-number. Nil where it says so nowhere.
  var statedMask: ValidityMask? {
    var isInvalid = alpha.map { $0.values.map { $0 <= 0 } }
    if case .float(let values) = samples, values.contains(where: \.isNaN) {
      let channels = colorModel.channelCount
      var missing = isInvalid ?? [Bool](repeating: false, count: size.pixelCount)
      for (index, value) in values.enumerated() where value.isNaN {
        missing[index / channels] = true
      }
      isInvalid = missing
    }
    guard let isInvalid, isInvalid.contains(true) else { return nil }
    return ValidityMask(size: size, isInvalid: isInvalid)
  }
}
