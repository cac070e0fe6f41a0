// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A stream of the process that text is written to, unbuffered.
struct TextStream: Sendable {
  let descriptor: Int32
  /// What errors call it.
  let name: String

  /// Whether a person watches.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Columns of the terminal; `nil` where there is none, or none that knows its size.
  var columns: Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes all of `text`, as it is.
  ///
  /// - Throws: ``TextStreamError`` where a part of it cannot be written.
  func write(_ text: String) throws(TextStreamError) {
    var text = text
    let code = text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let part = UnsafeBufferPointer(rebasing: rest)
        let count = Foundation.write(descriptor, part.baseAddress, part.count)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if !waits(after: errno) {
          return errno
        }
      }
      return 0
    }
    guard code == 0 else { throw TextStreamError(stream: name, code: code) }
  }

  /// Whether writing may go on: after a signal at once, on a stream that does not block once it
  /// takes more.
  private func waits(after code: Int32) -> Bool {
    guard code == EAGAIN else { return code == EINTR }
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&request, 1, -1) >= 0 || errno == EINTR
  }

  /// Has failed writing reported instead of ending the process (SIGPIPE), and opens the standard
  /// streams that the caller closed, so that no file gets their numbers and messages with them.
  /// Standard output then refuses text, standard error swallows it.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    let modes = [(STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)]
    for (descriptor, mode) in modes where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", mode)
    }
  }
}
