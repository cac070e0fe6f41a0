// SPDX-License-Identifier: Apache-2.0

/// What the names of one kind of images look like: fixed text with stars for what differs.
///
/// A star stands for one character or more. Letters match in either case. A glob without "/" is
/// about file names, wherever in a tree they lie; one with "/" about the whole way to a file. The
/// extension is looked at where the glob names one.
struct NameGlob: Hashable, Sendable {
  /// The fixed texts: one more than there are stars.
  let texts: [String]

  /// Splits a text at its stars; nil where there is none, or two stand side by side.
  init?(_ text: String) {
    let texts = text.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard texts.count > 1, !texts.dropFirst().dropLast().contains("") else { return nil }
    self.texts = texts
  }

  /// What the stars stand for in an image's name, joined, without separators beside the fixed
  /// texts; nil where the name does not match. In a tree the way to the file comes first.
  func common(in image: NamedImage) -> String? {
    common(in: image.name) ?? common(in: image.fileName)
  }

  private func common(in name: String) -> String? {
    if texts.contains(where: { $0.contains("/") }) { return joined(captures(in: Substring(name))) }
    let start = name.lastIndex(of: "/").map(name.index(after:)) ?? name.startIndex
    return joined(captures(in: name[start...])).map { name[..<start] + $0 }
  }

  /// The captures with what separates them in the name.
  private func joined(_ captures: [Substring]?) -> String? {
    guard let captures else { return nil }
    let trimmed = captures.indices.map { index in
      captures[index].withoutSeparators(
        atStart: !texts[index].isEmpty, atEnd: !texts[index + 1].isEmpty)
    }
    guard !trimmed.contains("") else { return nil }
    let joints = texts.dropFirst().map { text in
      text.contains("/") ? "/" : text.first.flatMap { $0.isSeparator ? String($0) : nil } ?? "_"
    }
    return zip(trimmed, joints).map { $0 + $1 }.joined().dropLast(joints.last?.count ?? 0)
      .description
  }

  /// What each star stands for, the earlier ones as little as they can.
  private func captures(in name: Substring) -> [Substring]? {
    guard var rest = name.after(prefix: texts[0]) else { return nil }
    var captures: [Substring] = []
    for text in texts.dropFirst().dropLast() {
      guard let (before, after) = rest.split(around: text) else { return nil }
      captures.append(before)
      rest = after
    }
    guard let last = rest.before(suffix: texts[texts.count - 1]), !last.isEmpty else { return nil }
    return captures + [last]
  }
}

extension NameGlob: CustomStringConvertible {
  /// As it is written.
  var description: String { texts.joined(separator: "*") }

  /// How much of a name it fixes: of two that match, the one that fixes more is meant.
  var fixedCount: Int { texts.map(\.count).reduce(0, +) }
}

extension Substring {
  /// What comes behind a text at the front, in either case of letters.
  fileprivate func after(prefix: String) -> Substring? {
    count >= prefix.count && self.prefix(prefix.count).lowercased() == prefix.lowercased()
      ? dropFirst(prefix.count) : nil
  }

  /// What comes before a text at the end, in either case of letters.
  fileprivate func before(suffix: String) -> Substring? {
    count >= suffix.count && self.suffix(suffix.count).lowercased() == suffix.lowercased()
      ? dropLast(suffix.count) : nil
  }

  /// What comes before and behind the first place of a text that has something before it.
  fileprivate func split(around text: String) -> (Substring, Substring)? {
    var start = index(startIndex, offsetBy: 1, limitedBy: endIndex)
    while let at = start, at < endIndex {
      if let after = self[at...].after(prefix: text) { return (self[..<at], after) }
      start = index(after: at)
    }
    return nil
  }
}
