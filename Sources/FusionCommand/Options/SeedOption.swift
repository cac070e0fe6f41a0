// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A seed: a whole number of 64 bits without a sign.
func seedValue(_ text: String) throws -> UInt64 {
  guard let seed = UInt64(text) else {
    throw ValidationError("\(text) is no seed; a whole number of 0 to \(UInt64.max) is wanted")
  }
  return seed
}
