// SPDX-License-Identifier: Apache-2.0

/// How many parts of images there are, and how many of them are found in their places.
struct FoundParts {
  /// What of fewer parts is found may be chance: they count as so many.
  private static let fewParts = 12

  var count = 0
  var foundCount = 0
  /// The sum of the squared distances of those that are found from their places, in pixels of the
  /// first image.
  var squares = 0.0

  /// The share of the parts that are found, 0...1.
  var share: Double { Double(foundCount) / Double(max(count, Self.fewParts)) }

  /// The root of the mean of the squared distances, in pixels of the first image; 0 where none is
  /// found.
  var distance: Double { (squares / Double(max(foundCount, 1))).squareRoot() }

  static func + (sum: FoundParts, other: FoundParts) -> FoundParts {
    FoundParts(
      count: sum.count + other.count, foundCount: sum.foundCount + other.foundCount,
      squares: sum.squares + other.squares)
  }
}
