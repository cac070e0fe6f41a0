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
