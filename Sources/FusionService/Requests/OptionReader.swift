// SPDX-License-Identifier: Apache-2.0

/// Reads options by their names.
struct OptionReader {
  private let options: [String: String]

  init(_ options: [String: String]) { self.options = options }

  /// The text of an option; nil where it is not given, or empty as forms leave it.
  subscript(name: String) -> String? { options[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// What an option's text stands for; nil where it is not given.
  ///
  /// - Throws: ``Problem`` that says what is wanted, where the text stands for nothing.
  func value<Value>(
    _ name: String, wanted: @autoclosure () -> String, _ parse: (String) -> Value?
  ) throws(Problem) -> Value? {
    guard let text = self[name] else { return nil }
    guard let value = parse(text) else {
      throw .malformed("\(name) is \(quoted(text)); \(wanted()) is wanted")
    }
    return value
  }

  /// A whole number within bounds.
  func number(_ name: String, _ bounds: ClosedRange<Int>) throws(Problem) -> Int? {
    try value(name, wanted: "\(bounds.lowerBound) to \(bounds.upperBound)") { text in
      Int(text).flatMap { bounds.contains($0) ? $0 : nil }
    }
  }

  /// `true` or `false`.
  func flag(_ name: String) throws(Problem) -> Bool {
    try value(name, wanted: "true or false") { text in
      switch text {
      case "true", "1", "on": true
      case "false", "0", "off": false
      default: nil
      }
    } ?? false
  }

  /// One of a type's words.
  func choice<Word: CaseIterable & RawRepresentable<String>>(
    _ name: String, _ type: Word.Type
  ) throws(Problem) -> Word? {
    try value(
      name, wanted: "one of " + Word.allCases.map(\.rawValue).joined(separator: ", "),
      Word.init(rawValue:))
  }

  /// - Throws: ``Problem`` where both are given.
  func exclude(_ first: String, _ second: String) throws(Problem) {
    guard self[first] != nil, self[second] != nil else { return }
    throw .malformed("\(first) and \(second) cannot go together")
  }
}
