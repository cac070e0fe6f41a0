// SPDX-License-Identifier: Apache-2.0

extension SheetDocument {
  /// Aligned columns; the first to the left, the others to the right. Styled, it holds a terminal's
  /// codes.
  package func plainText(isStyled: Bool) -> String {
    text(sheet: { $0.plainText(isStyled: isStyled) }, note: \.self)
  }
}

extension Sheet {
  fileprivate func plainText(isStyled: Bool) -> String {
    let lines = [header.map { Cell(text: $0) }] + rows
    let widths = header.indices.map { column in lines.map { $0[column].text.count }.max() ?? 0 }
    let body = lines.map { line in
      line.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - line[column].text.count)
        let text = isStyled ? line[column].styled : line[column].text
        return column == 0 ? text + padding : padding + text
      }
      .joined(separator: "  ").trimmingEnd()
    }
    return ((title.map { [$0] } ?? []) + body).joined(separator: "\n") + "\n"
  }
}

extension Sheet.Cell {
  /// With a terminal's codes (ECMA-48, SGR).
  fileprivate var styled: String {
    switch emphasis {
    case .none: text
    case .best: "\u{1B}[1m\(text)\u{1B}[0m"
    case .second: "\u{1B}[4m\(text)\u{1B}[0m"
    }
  }
}

extension String {
  fileprivate func trimmingEnd() -> String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
