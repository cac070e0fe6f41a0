// SPDX-License-Identifier: Apache-2.0

import CodedErrors

/// Why a body is no `multipart/form-data` that is read.
package struct MultipartError: CodedError {
  /// The kinds of failure.
  package enum Code: Sendable, Hashable {
    /// The bytes are not what RFC 7578 says.
    case malformed
    /// The body, a part, the headers of a part or the number of parts exceeds ``MultipartLimits``.
    case tooLarge
    /// The body ends before its last boundary.
    case truncated
  }

  /// The kind of failure.
  package let code: Code
  /// The part, by its name; nil where none is concerned.
  package let subject: String?
  /// What was found and what was wanted, in one line.
  package let message: String

  init(_ code: Code, part: String? = nil, _ message: String) {
    (self.code, subject, self.message) = (code, part, message)
  }
}
