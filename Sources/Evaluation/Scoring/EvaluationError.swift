// SPDX-License-Identifier: Apache-2.0

import Datasets

/// Why fused images could not be scored.
package struct EvaluationError: Error, Equatable, CustomStringConvertible {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  package struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Name: String {
      case fileAndFolder, noMethod, duplicateMethod, missingFused, unequalSizes, tooFewFrames
    }

    private let name: Name

    private init(_ name: Name) { self.name = name }

    /// A file stands where a folder is wanted, or the other way round.
    package static let fileAndFolder = Self(.fileAndFolder)
    /// Nothing was given to score.
    package static let noMethod = Self(.noMethod)
    /// Two methods have one name.
    package static let duplicateMethod = Self(.duplicateMethod)
    /// A pair has no fused image.
    package static let missingFused = Self(.missingFused)
    /// A fused image and its sources, or the sources, differ in size.
    package static let unequalSizes = Self(.unequalSizes)
    /// A video has fewer than two frames.
    package static let tooFewFrames = Self(.tooFewFrames)

    /// The code's name, such as "missingFused".
    package var description: String { name.rawValue }
  }

  /// The kind of failure.
  package let code: Code
  /// The file or folder concerned, as the caller named it; nil where none is.
  package let path: String?
  /// What was found and what was wanted, in one line, without the path.
  package let message: String

  init(_ code: Code, path: String? = nil, _ message: String) {
    self.code = code
    self.path = path
    self.message = message
  }

  /// One line: the path, then the message.
  package var description: String { path.map { "\($0): \(message)" } ?? message }
}
