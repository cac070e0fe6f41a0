// SPDX-License-Identifier: Apache-2.0

/// A table of texts, before it takes a format's shape. The first column holds names, the others
/// hold numbers. No text has a line end or another control character, which could break a format's
/// lines.
package struct Sheet: Equatable {
  /// One field.
  package struct Cell: Equatable {
    /// How a field stands out.
    package enum Emphasis {
      case none
      /// The best of its column.
      case best
      /// The second best of its column.
      case second
    }

    let text: String
    let emphasis: Emphasis

    /// A field; nothing stands out unless told.
    package init(text: String, emphasis: Emphasis = .none) {
      (self.text, self.emphasis) = (onOneLine(text), emphasis)
    }
  }

  let title: String?
  let header: [String]
  let rows: [[Cell]]

  /// Puts a table together; each row has as many fields as the header.
  package init(title: String?, header: [String], rows: [[Cell]]) {
    (self.title, self.header, self.rows) = (title.map(onOneLine), header.map(onOneLine), rows)
  }
}

/// A text with a space for each control character and line end: names are those of files, which may
/// hold any.
func onOneLine(_ text: String) -> String {
  String(text.map { $0.isNewline || $0.unicodeScalars.contains(where: isControl) ? " " : $0 })
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.generalCategory == .control
}

extension Sheet {
  /// A column of numbers: rank 1 is the best; all that share the rank after the best are the
  /// second.
  package static func column(_ texts: [String], ranks: [Double?]) -> [Cell] {
    let best = ranks.compactMap(\.self).min()
    let second = ranks.compactMap(\.self).filter { $0 != best }.min()
    return zip(texts, ranks).map { text, rank in
      guard let rank, rank == best || rank == second else { return Cell(text: text) }
      return Cell(text: text, emphasis: rank == best ? .best : .second)
    }
  }
}
