// SPDX-License-Identifier: Apache-2.0

extension SheetDocument {
  /// Tables of GitHub's Markdown; its underline is `<ins>`.
  package var markdown: String {
    text(sheet: \.markdown, note: markdownText)
  }
}

extension Sheet {
  fileprivate var markdown: String {
    let rule = header.indices.map { $0 == 0 ? "---" : "---:" }
    let lines = [header.map(markdownText), rule] + rows.map { $0.map(\.markdown) }
    let table = lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    return (title.map { "\(markdownText($0))\n\n" } ?? "") + table
  }
}

extension Sheet.Cell {
  fileprivate var markdown: String {
    switch emphasis {
    case .none: markdownText(text)
    case .best: "**\(markdownText(text))**"
    case .second: "<ins>\(markdownText(text))</ins>"
    }
  }
}

private func markdownText(_ text: String) -> String {
  text.reduce(into: "") { result, letter in
    if "\\`*_|<>[]".contains(letter) { result.append("\\") }
    result.append(letter)
  }
}
