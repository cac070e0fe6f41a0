// SPDX-License-Identifier: Apache-2.0

/// A table of texts, before it takes a format's shape. The first column holds names, the others hold
/// numbers.
struct Sheet: Equatable {
  /// One field.
  struct Cell: Equatable {
    /// How a field stands out.
    enum Emphasis {
      case none
      /// The best of its column.
      case best
      /// The second best of its column.
      case second
    }

    let text: String
    var emphasis = Emphasis.none
  }

  let title: String?
  let header: [String]
  let rows: [[Cell]]
}

extension Sheet {
  /// A column of numbers: rank 1 is the best; all that share the rank after the best are the second.
  static func column(_ texts: [String], ranks: [Double?]) -> [Cell] {
    let best = ranks.compactMap(\.self).min()
    let second = ranks.compactMap(\.self).filter { $0 != best }.min()
    return zip(texts, ranks).map { text, rank in
      guard let rank, rank == best || rank == second else { return Cell(text: text) }
      return Cell(text: text, emphasis: rank == best ? .best : .second)
    }
  }
}
