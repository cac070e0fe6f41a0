// SPDX-License-Identifier: Apache-2.0

/// A setting that is to be one thing, and is another in a run that exists.
struct SettingDifference: Equatable, CustomStringConvertible {
  /// The setting's full name, such as "losses.texture".
  let name: String
  /// Its value in the run.
  let value: String
  /// The value that was given.
  let given: String

  var description: String { "\(name) is \(value) there, \(given) was given" }
}
