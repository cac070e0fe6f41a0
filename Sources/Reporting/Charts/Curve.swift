// SPDX-License-Identifier: Apache-2.0

/// A series of numbers against steps, thinned out for drawing.
package struct Curve: Equatable {
  /// What is drawn at one place: the mean of neighboring steps, and how far they spread.
  package struct Point: Equatable {
    /// The mean of the steps.
    package let step: Double
    /// The mean of the numbers.
    package let mean: Double
    /// The least of the numbers.
    package let low: Double
    /// The greatest of the numbers.
    package let high: Double
  }

  /// What the numbers are of.
  package let name: String
  /// The phases' points in the order of steps; none is empty. Numbers of two phases may mean two
  /// things, so no line joins them.
  package let segments: [[Point]]
  /// The newest number.
  package let last: Double

  /// Points of a segment, at most.
  private static let resolution = 180

  /// Thins out the numbers of each phase; those that are not finite are left out. Nil where nothing
  /// is left.
  package init?(name: String, _ phases: [[(step: Int, value: Double)]]) {
    let finite = phases.map { $0.filter(\.value.isFinite) }.filter { !$0.isEmpty }
    guard let last = finite.last?.last else { return nil }
    self.name = name
    self.last = last.value
    segments = finite.map(Self.thinnedOut)
  }

  /// The points of all phases.
  package var points: [Point] { segments.flatMap(\.self) }

  private static func thinnedOut(_ values: [(step: Int, value: Double)]) -> [Point] {
    let steps = values.map(\.step)
    let (first, last) = (steps.min() ?? 0, steps.max() ?? 0)
    let length = last - first + 1
    let places = min(length, resolution)
    return Dictionary(grouping: values) { ($0.step - first) * places / length }
      .sorted { $0.key < $1.key }.map { point($0.value) }
  }

  private static func point(_ values: [(step: Int, value: Double)]) -> Point {
    let count = Double(values.count)
    let numbers = values.map(\.value)
    return Point(
      step: values.map { Double($0.step) }.reduce(0, +) / count,
      mean: numbers.reduce(0, +) / count, low: numbers.min() ?? 0, high: numbers.max() ?? 0)
  }
}
