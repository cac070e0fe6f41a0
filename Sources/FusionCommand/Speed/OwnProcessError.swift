// SPDX-License-Identifier: Apache-2.0

/// How a process of our own failed.
struct OwnProcessError: Error, CustomStringConvertible {
  let arguments: [String]
  /// What `waitpid` tells.
  let waitStatus: Int32

  var description: String {
    let signal = waitStatus & 0x7F
    let end = signal == 0 ? "code \(waitStatus >> 8 & 0xFF)" : "signal \(signal)"
    return "daefuse \(arguments.joined(separator: " ")) ended with \(end)"
  }
}
