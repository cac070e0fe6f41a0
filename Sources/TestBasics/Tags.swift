// SPDX-License-Identifier: Apache-2.0

package import Testing

/// What kind of test a suite holds. Every suite has one of these; `Scripts/suites` chooses by them.
extension Tag {
  /// A part by itself, within this process and within seconds.
  @Tag package static var unit: Self
  /// The program as a user calls it, a whole run, or several processes.
  @Tag package static var endToEnd: Self
  /// Wants the public data sets, and is skipped where they are not at hand.
  @Tag package static var data: Self
}
