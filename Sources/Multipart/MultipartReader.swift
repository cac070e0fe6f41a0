// SPDX-License-Identifier: Apache-2.0

/// Reads the parts of a `multipart/form-data` body (RFC 7578) as its bytes come, within limits: no
/// more is held than the parts and one delimiter.
///
/// ```swift
/// var reader = MultipartReader(boundary)
/// for try await bytes in body { try reader.append(bytes) }
/// let parts = try reader.finish()
/// ```
package struct MultipartReader: Sendable {
  private enum State {
    case preamble, headers, content, afterDelimiter, epilogue
  }

  private let delimiter: [UInt8]
  private let limits: MultipartLimits
  private var state = State.preamble
  /// The part that is read.
  private var part: MultipartPart?
  private var parts: [MultipartPart] = []
  /// Bytes that are not taken yet. The first boundary may stand without the line end that belongs
  /// to the others.
  private var waiting: [UInt8] = [13, 10]
  /// How many bytes came.
  package private(set) var byteCount = 0
  private var failure: MultipartError?

  /// Reads a body whose parts stand between boundaries of that kind.
  package init(_ boundary: Boundary, limits: MultipartLimits = MultipartLimits()) {
    (delimiter, self.limits) = (boundary.delimiter, limits)
  }

  /// Takes the next bytes of the body.
  ///
  /// - Throws: ``MultipartError`` as soon as the bytes so far are wrong or too many; the same from
  ///   then on.
  package mutating func append(_ bytes: some Collection<UInt8>) throws(MultipartError) {
    if let failure { throw failure }
    do throws(MultipartError) {
      byteCount += bytes.count
      guard byteCount <= limits.bodyBytes else {
        throw MultipartError(.tooLarge, "the body has more than \(limits.bodyBytes) bytes")
      }
      guard state != .epilogue else { return }
      waiting.append(contentsOf: bytes)
      while try step() {}
    } catch {
      (failure, part, parts, waiting) = (error, nil, [], [])
      throw error
    }
  }

  /// The parts, in the order in which they came.
  ///
  /// - Throws: ``MultipartError`` where the body is not complete.
  package consuming func finish() throws(MultipartError) -> [MultipartPart] {
    if let failure { throw failure }
    guard state == .epilogue else {
      throw MultipartError(.truncated, "the body ends before its last boundary")
    }
    return parts
  }

  /// Takes what can be taken; false where more bytes are wanted.
  private mutating func step() throws(MultipartError) -> Bool {
    switch state {
    case .preamble, .content: try takeContent()
    case .afterDelimiter: try takeDelimiterEnd()
    case .headers: try takeHeaders()
    case .epilogue: false
    }
  }

  /// Up to a delimiter; without one all but what may be the beginning of it.
  private mutating func takeContent() throws(MultipartError) -> Bool {
    let found = waiting.firstPlace(of: delimiter)
    let end = found ?? max(waiting.count - delimiter.count + 1, 0)
    if state == .content {
      guard (part?.bytes.count ?? 0) + end <= limits.partBytes else {
        throw MultipartError(
          .tooLarge, part: part?.name, "has more than \(limits.partBytes) bytes")
      }
      part?.append(waiting[..<end])
    }
    waiting.removeFirst(end + (found == nil ? 0 : delimiter.count))
    guard found != nil else { return false }
    if let part { parts.append(part) }
    (part, state) = (nil, .afterDelimiter)
    return true
  }

  /// "--" ends the body; else spaces, which transports may add, and a line end.
  private mutating func takeDelimiterEnd() throws(MultipartError) -> Bool {
    guard waiting.count >= 2 else { return false }
    if waiting.starts(with: [45, 45]) {
      (state, waiting) = (.epilogue, [])
      return false
    }
    let spaces = waiting.prefix { $0 == 32 || $0 == 9 }.count
    guard spaces <= 64 else {
      throw MultipartError(.malformed, "more than 64 spaces stand behind a boundary")
    }
    guard waiting.count >= spaces + 2 else { return false }
    guard waiting[spaces] == 13, waiting[spaces + 1] == 10 else {
      throw MultipartError(.malformed, "no line end stands behind a boundary")
    }
    guard parts.count < limits.parts else {
      throw MultipartError(.tooLarge, "the body has more than \(limits.parts) parts")
    }
    // The line end stays: headers may be empty.
    waiting.removeFirst(spaces)
    state = .headers
    return true
  }

  /// Up to an empty line.
  private mutating func takeHeaders() throws(MultipartError) -> Bool {
    let end = waiting.firstPlace(of: [13, 10, 13, 10])
    guard end ?? max(waiting.count - 3, 0) <= limits.headerBytes else {
      throw MultipartError(
        .tooLarge, "the headers of a part have more than \(limits.headerBytes) bytes")
    }
    guard let end else { return false }
    let headers = try PartHeaders(waiting[..<end])
    part = MultipartPart(name: headers.name, isFile: headers.isFile)
    waiting.removeFirst(end + 4)
    state = .content
    return true
  }
}

extension [UInt8] {
  /// Where a pattern begins first; nil where it is not whole.
  fileprivate func firstPlace(of pattern: [UInt8]) -> Int? {
    withUnsafeBufferPointer { bytes in
      let last = bytes.count - pattern.count
      var index = 0
      while index <= last {
        if bytes[index] == pattern[0] {
          var length = 1
          while length < pattern.count, bytes[index + length] == pattern[length] { length += 1 }
          if length == pattern.count { return index }
        }
        index += 1
      }
      return nil
    }
  }
}
