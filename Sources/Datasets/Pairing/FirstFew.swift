// SPDX-License-Identifier: Apache-2.0

extension [String] {
  /// The first five, and how many more there are: what a message shows of many names.
  var firstFew: String {
    let more = count > 5 ? ", and \(count - 5) more" : ""
    return prefix(5).joined(separator: ", ") + more
  }
}
