// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Messages for people, apart from results.
enum StandardError {
  /// Whether a person watches.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes a line.
  static func print(_ line: String) {
    write(line + "\n")
  }

  /// Writes text as it is.
  static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}

/// Results, written line by line so that a reader at the other end of a pipe sees each at once.
enum StandardOutput {
  /// Whether a person watches.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes a line.
  static func print(_ line: String) {
    write(line + "\n")
  }

  /// Writes text as it is.
  static func write(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}
