// SPDX-License-Identifier: Apache-2.0

/// Reads the little JSON that a safetensors header may hold: objects, strings, unsigned integers
/// and arrays of them. Whatever else stands there is an error, and nothing recurses, so that a
/// header cannot exhaust the stack. What is read of it takes some 15 times its bytes at worst (very
/// many tensors or texts with short names), so a header's memory is bounded by its limit in bytes.
struct JSONScanner {
  /// The file, for messages.
  let path: String
  /// The tensor being read, for messages.
  var key: String?
  private let bytes: [UInt8]
  private var position = 0

  /// A scanner over `bytes`.
  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// Reads an object, giving `member` each name once its colon is read; a repeated name is an
  /// error.
  mutating func object(
    _ member: (inout JSONScanner, String) throws(SafetensorsError) -> Void
  ) throws(SafetensorsError) {
    var seen: Set<String> = []
    try expect("{")
    if skip("}") { return }
    repeat {
      let name = try string()
      guard seen.insert(name).inserted else {
        throw failure("the name \(SafetensorsError.quoted(name)) appears twice")
      }
      try expect(":")
      try member(&self, name)
    } while skip(",")
    try expect("}")
  }

  /// Reads an array of unsigned integers.
  mutating func unsignedArray() throws(SafetensorsError) -> [Int] {
    var values: [Int] = []
    try expect("[")
    if skip("]") { return values }
    repeat {
      values.append(try unsigned())
    } while skip(",")
    try expect("]")
    return values
  }

  /// Checks that only white space is left.
  mutating func end() throws(SafetensorsError) {
    guard nextVisible() == nil else { throw unexpected("the end of the header") }
  }

  /// An error at the current position.
  func failure(
    _ message: String, code: SafetensorsError.Code = .headerSyntax
  ) -> SafetensorsError {
    SafetensorsError(
      code: code, path: path, key: key, message: "\(message) (header byte \(position))")
  }
}

// MARK: - Numbers and strings

extension JSONScanner {
  private mutating func unsigned() throws(SafetensorsError) -> Int {
    guard let first = nextVisible(), let leading = Self.digit(first) else {
      throw unexpected("an unsigned integer")
    }
    position += 1
    var value = leading
    while let byte = current, let digit = Self.digit(byte) {
      guard value > 0 else { throw failure("a number starts with 0") }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(digit)
      guard !overflow, !carry else { throw failure("a number is above \(Int.max)", code: .shape) }
      value = sum
      position += 1
    }
    return value
  }

  /// Reads a string; invalid UTF-8, a bare control character and half a surrogate pair are errors.
  mutating func string() throws(SafetensorsError) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try validated(text)
      case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
      case 0..<0x20: throw failure("a control character in a string")
      default: text.append(byte)
      }
    }
    throw unexpected("the end of a string")
  }

  private func validated(_ text: [UInt8]) throws(SafetensorsError) -> String {
    guard let string = String(validating: text, as: UTF8.self) else {
      throw failure("a string is not valid UTF-8")
    }
    return string
  }

  /// Reads what follows a backslash.
  private mutating func escape() throws(SafetensorsError) -> [UInt8] {
    guard let byte = current else { throw unexpected("an escape") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(try unicodeEscape()).utf8)
    default: throw failure("an unknown escape")
    }
  }

  /// Reads the digits of `\uXXXX`, and a second escape where the first is half a surrogate pair.
  private mutating func unicodeEscape() throws(SafetensorsError) -> Character {
    var value = try hexadecimal()
    if 0xD800..<0xDC00 ~= value, skipExactly("\\"), skipExactly("u") {
      let low = try hexadecimal()
      guard 0xDC00..<0xE000 ~= low else { throw failure("half a surrogate pair") }
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw failure("half a surrogate pair") }
    return Character(scalar)
  }

  private mutating func hexadecimal() throws(SafetensorsError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected("four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private static func digit(_ byte: UInt8) -> Int? {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte ? Int(byte - UInt8(ascii: "0")) : nil
  }
}

// MARK: - Single characters

extension JSONScanner {
  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Skips white space and looks at what follows it.
  private mutating func nextVisible() -> UInt8? {
    while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    return current
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    _ = nextVisible()
    return skipExactly(character)
  }

  private mutating func skipExactly(_ character: Unicode.Scalar) -> Bool {
    guard let byte = current, byte == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(SafetensorsError) {
    guard skip(character) else { throw unexpected("'\(character)'") }
  }

  private func unexpected(_ wanted: String) -> SafetensorsError {
    let found = current.map { String(Unicode.Scalar($0)).debugDescription } ?? "the end"
    return failure("found \(found), wanted \(wanted)")
  }
}
