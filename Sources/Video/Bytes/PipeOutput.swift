// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Writes to an open descriptor, such as standard output or another program's input.
final class PipeOutput: ByteOutput {
  let name: String
  private let descriptor: Int32
  private var isOpen: Bool

  /// `isOwned` says that it is a socket, closed at the end.
  init(descriptor: Int32, name: String, isOwned: Bool) {
    (self.descriptor, self.name, isOpen) = (descriptor, name, isOwned)
  }

  deinit { end() }

  func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let slice = UnsafeRawBufferPointer(rebasing: rest)
        let count = writeSome(slice, to: descriptor, isSocket: isOpen)
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          throw VideoError(
            .unwritable, name, "cannot be written: \(String(cString: strerror(errno)))")
        }
      }
    }
  }

  func finish() throws { end() }

  private func end() {
    if isOpen { close(descriptor) }
    isOpen = false
  }
}

/// A socket whose reader is gone gives an error; a pipe ends this program, as a shell expects.
private func writeSome(
  _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, isSocket: Bool
) -> Int {
  isSocket
    ? send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    : write(descriptor, bytes.baseAddress, bytes.count)
}
