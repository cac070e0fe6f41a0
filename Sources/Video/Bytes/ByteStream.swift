// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The bytes of a file or pipe in their order, each looked at once.
final class ByteStream {
  /// In the place of a descriptor: there is nothing behind the bytes at hand.
  private static let none: Int32 = -1

  private let name: String
  private let descriptor: Int32
  private let isOwned: Bool
  private var buffer: [UInt8] = []
  private var position = 0

  /// Reads an open file; `isOwned` closes it at the end.
  init(descriptor: Int32, name: String, isOwned: Bool) {
    (self.descriptor, self.name, self.isOwned) = (descriptor, name, isOwned)
  }

  /// Reads bytes that are there already.
  init(bytes: [UInt8], name: String) {
    (self.name, descriptor, isOwned) = (name, Self.none, false)
    buffer = bytes
  }

  /// Opens a file or a named pipe.
  ///
  /// - Throws: ``VideoError`` where it cannot be opened.
  convenience init(path: String) throws(VideoError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw VideoError(.unreadable, path, "cannot be read: \(String(cString: strerror(errno)))")
    }
    self.init(descriptor: descriptor, name: path, isOwned: true)
  }

  deinit { if isOwned { close(descriptor) } }

  /// The next byte; nil at the end.
  func byte() throws(VideoError) -> UInt8? {
    guard try fill() else { return nil }
    defer { position += 1 }
    return buffer[position]
  }

  /// The next `count` bytes; nil where the end comes before the first of them.
  ///
  /// - Throws: ``VideoError`` where the end comes among them.
  func bytes(_ count: Int) throws(VideoError) -> [UInt8]? {
    guard count > 0 else { return [] }
    guard try fill() else { return nil }
    var failure: VideoError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
      do throws(VideoError) {
        let target = UnsafeMutableRawBufferPointer(target)
        filled = try copy(into: UnsafeMutableRawBufferPointer(rebasing: target[..<count]))
      } catch { failure = error }
    }
    if let failure { throw failure }
    guard bytes.count == count else {
      throw VideoError(
        .malformed, name, "ends after \(bytes.count) of \(count) bytes that belong together")
    }
    return bytes
  }

  /// The bytes before the next newline, which is dropped; nil at the end.
  ///
  /// - Throws: ``VideoError`` for more than `limit` bytes, and where no newline comes.
  func line(limit: Int) throws(VideoError) -> String? {
    guard try fill() else { return nil }
    var bytes: [UInt8] = []
    while let byte = try byte() {
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      guard bytes.count < limit else { break }
      bytes.append(byte)
    }
    throw VideoError(.malformed, name, "has no line of at most \(limit) bytes where one is wanted")
  }

  /// Leaves bytes out.
  func skip(_ count: Int) throws(VideoError) {
    var left = count
    while left > 0 {
      guard try fill() else {
        throw VideoError(.malformed, name, "ends \(left) bytes before the end of a packet")
      }
      let step = min(left, buffer.count - position)
      position += step
      left -= step
    }
  }

  /// Makes sure that a byte is there; false at the end.
  private func fill() throws(VideoError) -> Bool {
    if position < buffer.count { return true }
    var failure: VideoError?
    position = 0
    buffer = [UInt8](unsafeUninitializedCapacity: 1 << 16) { target, filled in
      do throws(VideoError) {
        filled = try readSome(into: UnsafeMutableRawBufferPointer(target))
      } catch { failure = error }
    }
    if let failure { throw failure }
    return !buffer.isEmpty
  }

  /// Copies what is buffered, then reads the rest; fewer bytes only at the end.
  private func copy(into target: UnsafeMutableRawBufferPointer) throws(VideoError) -> Int {
    var count = min(target.count, buffer.count - position)
    target.copyBytes(from: buffer[position..<position + count])
    position += count
    while count < target.count {
      let step = try readSome(into: UnsafeMutableRawBufferPointer(rebasing: target[count...]))
      if step == 0 { break }
      count += step
    }
    return count
  }

  private func readSome(into target: UnsafeMutableRawBufferPointer) throws(VideoError) -> Int {
    if descriptor == Self.none { return 0 }
    while true {
      let count = read(descriptor, target.baseAddress, target.count)
      if count >= 0 { return count }
      guard errno == EINTR else {
        throw VideoError(.unreadable, name, "cannot be read: \(String(cString: strerror(errno)))")
      }
    }
  }
}
