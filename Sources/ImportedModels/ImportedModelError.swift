// SPDX-License-Identifier: Apache-2.0

public import CodedErrors
import Tensors

/// What can go wrong with a network that somebody else made.
public struct ImportedModelError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "untrusted".
    public let description: String

    /// TorchScript is code, and nobody said that this file's may run.
    public static let untrusted = Self(description: "untrusted")
    /// The conventions are missing, malformed, or cannot be.
    public static let conventions = Self(description: "conventions")
    /// The file is missing, or holds no network of its kind.
    public static let file = Self(description: "file")
    /// The network takes other inputs than the conventions say.
    public static let inputs = Self(description: "inputs")
    /// The network gives something else than a picture of the right size.
    public static let output = Self(description: "output")
    /// ONNX Runtime is not there, or cannot be used.
    public static let runtime = Self(description: "runtime")
    /// The network cannot run on this device.
    public static let device = Self(description: "device")
    /// The network's own operations fail.
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

/// Runs tensor code of the network in that file; a failure of the engine becomes an
/// ``ImportedModelError``.
func reporting<Result>(
  _ code: ImportedModelError.Code, _ path: String, _ body: () throws -> Result
) throws -> Result {
  try withTensorErrors(
    as: { ImportedModelError(code, path: path, $0.message.lastLine) }, body)
}

extension String {
  /// The last line that says something: TorchScript's messages tell the way there first.
  var lastLine: String {
    let line = split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
    return line.map { $0.drop(while: \.isWhitespace) }.map(String.init) ?? "no message"
  }
}
