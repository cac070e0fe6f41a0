// SPDX-License-Identifier: Apache-2.0

import CodedErrors

/// Why the launcher's variables do not say which rank this process is, or where the ranks meet.
package struct RankVariableError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  package struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name: "environment".
    package let description: String

    /// The launcher's variables are not all there, or make no sense.
    package static let environment = Self(description: "environment")
  }

  /// The kind of failure.
  package let code: Code
  /// The variable.
  package let variable: String
  /// What was found and what was wanted, to be read after the variable's name.
  package let message: String

  static func environment(_ variable: String, _ message: String) -> Self {
    Self(code: .environment, variable: variable, message: message)
  }

  /// The variable.
  package var subject: String? { variable }
  /// One line: the variable, then the message, as one sentence.
  package var description: String { "\(variable) \(message)" }
}
