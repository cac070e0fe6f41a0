// SPDX-License-Identifier: Apache-2.0

/// What a report has to say, in its order, for the formats that are text alone.
package struct SheetDocument: Equatable {
  /// A part of the report.
  package enum Block: Equatable {
    case sheet(Sheet)
    /// A sentence.
    case note(String)
  }

  private let blocks: [Block]

  /// Puts a report together.
  package init(_ blocks: [Block]) { self.blocks = blocks }

  /// The parts, each as a format writes it, with empty lines between.
  func text(sheet: (Sheet) -> String, note: (String) -> String) -> String {
    blocks.map { block in
      switch block {
      case .sheet(let table): sheet(table)
      case .note(let text): note(onOneLine(text)) + "\n"
      }
    }
    .joined(separator: "\n")
  }
}
