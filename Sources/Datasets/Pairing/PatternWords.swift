// SPDX-License-Identifier: Apache-2.0

extension NameGlob {
  /// The globs that a set of words makes of images' names, such as `*_vis`, `VIS*`, `*_vis_*` and
  /// `*/visible/*`; those that most names show come first.
  static func globs(of words: Set<String>, in images: [NamedImage]) -> [NameGlob] {
    var counts: [NameGlob: Int] = [:]
    for image in images {
      let tokens = NameToken.tokens(of: image.name)
      for index in tokens.indices where words.contains(tokens[index].text.lowercased()) {
        guard let glob = glob(at: index, of: tokens) else { continue }
        counts[glob, default: 0] += 1
      }
    }
    return counts.sorted { ($1.value, $0.key.description) < ($0.value, $1.key.description) }
      .prefix(8).map(\.key)
  }

  /// The glob that fixes the word at an index, with what separates it from its neighbors.
  private static func glob(at index: Int, of tokens: [NameToken]) -> NameGlob? {
    let slash = tokens.lastIndex { $0.text.contains("/") } ?? -1
    let start = index < slash ? 0 : slash + 1
    let before = tokens[start..<index].last.map { "*" + $0.separator } ?? ""
    let after = tokens[(index + 1)...].first.map { $0.separator + "*" } ?? ""
    let text = before + tokens[index].text + after
    if index < slash {
      // A folder's name is the word, and nothing beside it.
      let isWhole = (before.isEmpty || before.hasSuffix("/")) && after.hasPrefix("/")
      return isWhole && tokens[index].text.count > 1 ? NameGlob(text) : nil
    }
    // A letter within a name says little.
    if tokens[index].text.count == 1, !before.isEmpty, !after.isEmpty { return nil }
    return NameGlob(text) ?? (slash > 0 ? NameGlob("*/" + text) : nil)
  }

  /// What all names begin and end with around what differs, in whole words and numbers; nil for
  /// fewer than two names.
  static func affixes(of images: [NamedImage]) -> NameGlob? {
    guard images.count > 1 else { return nil }
    let names = images.map { image in
      NameToken.tokens(of: image.name.split(separator: "/").last.map(String.init) ?? "")
    }
    let shortest = names.map(\.count).min() ?? 0
    func isShared(_ token: (_ name: [NameToken]) -> NameToken) -> Bool {
      let text = token(names[0]).text.lowercased()
      return names.allSatisfy { token($0).text.lowercased() == text }
    }
    let prefix = (0..<shortest).prefix { index in isShared { $0[index] } }.count
    let suffix = (0..<max(shortest - prefix - 1, 0))
      .prefix { index in isShared { $0[$0.count - 1 - index] } }.count
    guard prefix < shortest else { return nil }
    let texts = (names[0].prefix(prefix), names[0].suffix(suffix))
    return NameGlob(texts.0.map(\.text).joined() + "*" + texts.1.map(\.text).joined())
  }

  /// The numbers that it fixes, without leading zeros.
  var numbers: [Substring] {
    texts.flatMap { NameToken.tokens(of: $0) }.filter { $0.kind == .number }
      .map { $0.text.drop { $0 == "0" } }
  }

  /// The glob of any name.
  static let any = NameGlob(texts: ["", ""])

  private init(texts: [String]) { self.texts = texts }
}

extension NameToken {
  /// The text of what separates, nothing for words and numbers.
  fileprivate var separator: Substring { kind == .separator ? text : "" }
}
