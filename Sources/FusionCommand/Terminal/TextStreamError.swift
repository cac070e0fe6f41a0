// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Text that could not be written.
struct TextStreamError: Error, CustomStringConvertible {
  /// The stream's name.
  let stream: String
  /// What the system gave as reason.
  let code: Int32

  var description: String { "\(stream): \(String(cString: strerror(code)))" }
}
