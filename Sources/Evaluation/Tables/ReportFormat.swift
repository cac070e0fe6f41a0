// SPDX-License-Identifier: Apache-2.0

/// How scores are written down.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// Aligned columns, for a terminal.
  case table
  /// All numbers at full precision; ``ScoreTable/json`` has the layout.
  case json
  /// All numbers at full precision, a line an image and one a mean.
  case csv
  /// A table of GitHub's Markdown.
  case markdown
  /// A `tabular` with the rules of the public booktabs.
  case latex
  /// A page with charts and pictures.
  case html

  /// The format that a file name's extension stands for, in either case of letters: txt, json, csv,
  /// md, tex, html or htm; nil for anything else.
  public init?(pathExtension: String) {
    switch pathExtension.lowercased() {
    case "txt": self = .table
    case "json": self = .json
    case "csv": self = .csv
    case "md": self = .markdown
    case "tex": self = .latex
    case "html", "htm": self = .html
    default: return nil
    }
  }
}

extension ScoreTable {
  /// The scores in a format.
  ///
  /// The best mean of a metric is bold and the second best underlined where the format can.
  /// - Parameters:
  ///   - format: The format.
  ///   - gallery: The pictures of the page; the other formats have none.
  ///   - isStyled: Whether ``ReportFormat/table`` may hold a terminal's codes for bold and
  ///     underline.
  /// - Returns: The text, which ends with a line feed.
  public func text(
    as format: ReportFormat, gallery: Gallery = Gallery(), isStyled: Bool = false
  ) -> String {
    switch format {
    case .table: document.plainText(isStyled: isStyled)
    case .json: json
    case .csv: csv
    case .markdown: document.markdown
    case .latex: document.latex
    case .html: HTMLReport(self, gallery).text
    }
  }
}
