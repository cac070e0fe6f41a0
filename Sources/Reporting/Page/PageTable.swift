// SPDX-License-Identifier: Apache-2.0

/// A table of a page: the first column holds names, the others what belongs to them.
package struct PageTable {
  /// What lies in the columns after the first.
  package enum Content: String {
    /// Numbers, to the right.
    case numbers
    /// Words, to the left.
    case words
  }

  private let caption: String?
  private let header: [String]
  private let rows: [[String]]
  private let content: Content

  /// Puts a table together.
  /// - Parameters:
  ///   - caption: What the table is of, as text; nil for none.
  ///   - header: The columns' names, as text.
  ///   - rows: The fields, as HTML; as many in each row as the header has.
  ///   - content: What lies in the columns after the first.
  package init(
    caption: String? = nil, header: [String], rows: [[String]], content: Content = .numbers
  ) {
    (self.caption, self.header, self.rows, self.content) = (caption, header, rows, content)
  }

  /// The table.
  package var html: String {
    let heads = header.map { "<th>\($0.escaped)</th>" }.joined()
    let lines = rows.map { row in
      "<tr>" + row.prefix(1).map { "<th>\($0)</th>" }.joined()
        + row.dropFirst().map { "<td>\($0)</td>" }.joined() + "</tr>"
    }
    return """
      <table class="\(content.rawValue)">\
      \(caption.map { "<caption>\($0.escaped)</caption>" } ?? "")
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(lines.joined(separator: "\n"))
      </tbody>
      </table>
      """
  }
}
