// SPDX-License-Identifier: Apache-2.0

public import CodedErrors
import Tensors

/// What can go wrong in finding the geometry between two cameras.
public struct AlignmentError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "size".
    public let description: String

    /// An image is too small for any place in the other one.
    public static let size = Self(description: "size")
    /// A geometry was found that may well be wrong.
    public static let unsure = Self(description: "unsure")
    /// LibTorch failed.
    public static let engine = Self(description: "engine")
  }

  /// The kind of failure.
  public let code: Code
  /// The file concerned, as the caller named it; nil where none is.
  public let subject: String?
  /// What was found and what was wanted, in one line, without the subject.
  public let message: String

  init(_ code: Code, path: String? = nil, _ message: String) {
    (self.code, subject, self.message) = (code, path, message)
  }
}

/// Runs tensor code; a failure of the engine becomes an ``AlignmentError``.
func throwingEngineFailures<Result>(_ body: () throws -> Result) throws -> Result {
  try withTensorErrors(as: { AlignmentError(.engine, "\($0)") }, body)
}
