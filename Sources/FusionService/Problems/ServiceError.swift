// SPDX-License-Identifier: Apache-2.0

public import CodedErrors

/// Why the service cannot be had.
public struct ServiceError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "address".
    public let description: String

    /// The address cannot be listened at.
    public static let address = Self(description: "address")
    /// The page's files are not beside the program.
    public static let page = Self(description: "page")
  }

  /// The kind of failure.
  public let code: Code
  /// The address or the folder.
  public let subject: String?
  /// What was found and what was wanted, in one line, without the subject.
  public let message: String

  init(_ code: Code, _ subject: String, _ message: String) {
    (self.code, self.subject, self.message) = (code, subject, message)
  }
}
