// SPDX-License-Identifier: Apache-2.0

/// A library's error with what a user of the program can do about it: libraries know no options.
struct AdvisedError: Error, CustomStringConvertible {
  /// What the library threw.
  let reason: any Error
  /// What helps, such as "--overwrite replaces it".
  let advice: String

  /// One line: the reason, then the advice.
  var description: String { "\(reason); \(advice)" }
}
