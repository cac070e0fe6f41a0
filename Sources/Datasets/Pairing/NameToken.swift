// SPDX-License-Identifier: Apache-2.0

/// A run of a name: letters, digits, or what separates them.
struct NameToken: Equatable {
  /// What the run is of.
  enum Kind {
    case word, number, separator
  }

  let kind: Kind
  let text: Substring

  /// Cuts a name into its runs; a capital letter behind a small one begins a word of its own.
  static func tokens(of name: String) -> [NameToken] {
    var tokens: [NameToken] = []
    var start = name.startIndex
    while start < name.endIndex {
      let kind = Kind(name[start])
      var (end, before) = (name.index(after: start), name[start])
      while end < name.endIndex, Kind(name[end]) == kind,
        !(before.isLowercase && name[end].isUppercase)
      {
        before = name[end]
        end = name.index(after: end)
      }
      tokens.append(NameToken(kind: kind, text: name[start..<end]))
      start = end
    }
    return tokens
  }
}

extension NameToken.Kind {
  fileprivate init(_ character: Character) {
    self = character.isSeparator ? .separator : character.isDigit ? .number : .word
  }
}

extension Character {
  /// 0 to 9.
  var isDigit: Bool { isASCII && isNumber }

  /// Neither a letter nor a digit, such as "_", "-", "." or "/".
  var isSeparator: Bool { !isLetter && !isDigit }
}

extension Substring {
  /// Without what separates it from its neighbors; empty where there is nothing else.
  func withoutSeparators(atStart: Bool, atEnd: Bool) -> Substring {
    guard let start = firstIndex(where: { !$0.isSeparator }),
      let end = lastIndex(where: { !$0.isSeparator })
    else { return "" }
    return self[(atStart ? start : startIndex)..<(atEnd ? index(after: end) : endIndex)]
  }
}

extension String {
  /// The name with small letters, without leading zeros, and with one sign for each separator: the
  /// same for names that people take for equal. "/" stays.
  var folded: String {
    let tokens = NameToken.tokens(of: self)
    let before = [nil] + tokens.map(\.text)
    return zip(tokens, before).map { token, before in
      switch token.kind {
      case .word: token.text.lowercased()
      // Zeros behind a point count.
      case .number: before == "." ? "." + token.text : String(token.text.drop { $0 == "0" })
      case .separator: token.text.contains("/") ? "/" : "-"
      }
    }.joined()
  }
}
