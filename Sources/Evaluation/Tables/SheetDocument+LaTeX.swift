// SPDX-License-Identifier: Apache-2.0

extension SheetDocument {
  /// One `tabular` a sheet; notes are comments.
  package var latex: String {
    "% \\usepackage{booktabs}\n" + text(sheet: \.latex) { "% \($0)" }
  }
}

extension Sheet {
  fileprivate var latex: String {
    let columns = "l" + String(repeating: "r", count: header.count - 1)
    let lines = rows.map { $0.map(\.latex) }.map(latexLine)
    return (title.map { "% \($0)\n" } ?? "") + """
      \\begin{tabular}{\(columns)}
      \\toprule
      \(latexLine(header.map(latexText)))
      \\midrule
      \(lines.joined(separator: "\n"))
      \\bottomrule
      \\end{tabular}

      """
  }
}

extension Sheet.Cell {
  fileprivate var latex: String {
    switch emphasis {
    case .none: latexText(text)
    case .best: "\\textbf{\(latexText(text))}"
    case .second: "\\underline{\(latexText(text))}"
    }
  }
}

private func latexLine(_ fields: [String]) -> String {
  fields.joined(separator: " & ") + " \\\\"
}

private func latexText(_ text: String) -> String {
  text.reduce(into: "") { result, letter in
    switch letter {
    case "&", "%", "$", "#", "_", "{", "}": result += "\\\(letter)"
    case "\\": result += "\\textbackslash{}"
    case "~": result += "\\textasciitilde{}"
    case "^": result += "\\textasciicircum{}"
    case "↓": result += "$\\downarrow$"
    default: result.append(letter)
    }
  }
}
