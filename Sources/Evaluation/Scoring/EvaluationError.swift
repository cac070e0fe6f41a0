// SPDX-License-Identifier: Apache-2.0

import CodedErrors
import Datasets

/// Why fused images could not be scored.
package struct EvaluationError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  package struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "missingFused".
    package let description: String

    /// A file stands where a folder is wanted, or the other way round.
    package static let fileAndFolder = Self(description: "fileAndFolder")
    /// Nothing was given to score.
    package static let noMethod = Self(description: "noMethod")
    /// Two methods have one name.
    package static let duplicateMethod = Self(description: "duplicateMethod")
    /// A pair has no fused image.
    package static let missingFused = Self(description: "missingFused")
    /// A fused image and its sources, or the sources, differ in size.
    package static let unequalSizes = Self(description: "unequalSizes")
    /// A video has fewer than two frames.
    package static let tooFewFrames = Self(description: "tooFewFrames")
  }

  /// The kind of failure.
  package let code: Code
  /// The file or folder concerned, as the caller named it; nil where none is.
  package let path: String?
  /// What was found and what was wanted, in one line, without the path.
  package let message: String

  init(_ code: Code, path: String? = nil, _ message: String) {
    (self.code, self.path, self.message) = (code, path, message)
  }

  /// The file or folder concerned.
  package var subject: String? { path }
}
