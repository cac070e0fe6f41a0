// SPDX-License-Identifier: Apache-2.0

public import CodedErrors
import Tensors

/// What can go wrong in finding objects.
public struct DetectionError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "weights".
    public let description: String

    /// A detector's file is malformed, or of another network.
    public static let weights = Self(description: "weights")
    /// The detector's file is not on this machine, and cannot be fetched.
    public static let missingWeights = Self(description: "missingWeights")
    /// An output cannot be what is named for it.
    public static let output = Self(description: "output")
    /// The folder for outputs cannot be made.
    public static let outputFolder = Self(description: "outputFolder")
    /// There is a file already where one is to be written.
    public static let outputExists = Self(description: "outputExists")
    /// Labels are missing or malformed.
    public static let labels = Self(description: "labels")
    /// Two rows of a table have one name.
    public static let duplicateMethod = Self(description: "duplicateMethod")
    /// A file of what a detector found is malformed.
    public static let found = Self(description: "found")
    /// A folder of trainings was begun under other conditions.
    public static let conditions = Self(description: "conditions")
    /// A program that trains detectors is missing, or failed.
    public static let program = Self(description: "program")
    /// A training came to numbers that are none.
    public static let training = Self(description: "training")
    /// LibTorch failed.
    public static let engine = Self(description: "engine")
  }

  /// The kind of failure.
  public let code: Code
  /// The file concerned, as the caller named it, with a line of labels; nil where none is.
  public let subject: String?
  /// What was found and what was wanted, in one line, without the subject.
  public let message: String

  init(_ code: Code, path: String? = nil, _ message: String) {
    (self.code, subject, self.message) = (code, path, message)
  }
}

/// Runs tensor code; a failure of the engine becomes a ``DetectionError``.
func throwingEngineFailures<Result>(_ body: () throws -> Result) throws -> Result {
  try withTensorErrors(as: { DetectionError(.engine, "\($0)") }, body)
}
