// SPDX-License-Identifier: Apache-2.0

extension GraphValue {
  package static func + (x: Self, y: Self) -> Self { x.applying("Add", [y]) }
  package static func - (x: Self, y: Self) -> Self { x.applying("Sub", [y]) }
  package static func * (x: Self, y: Self) -> Self { x.applying("Mul", [y]) }
  package static func / (x: Self, y: Self) -> Self { x.applying("Div", [y]) }

  package static func + (x: Self, y: Double) -> Self { x + x.scalar(y) }
  package static func - (x: Self, y: Double) -> Self { x - x.scalar(y) }
  package static func * (x: Self, y: Double) -> Self { x * x.scalar(y) }
  package static func / (x: Self, y: Double) -> Self { x / x.scalar(y) }
  package static func - (x: Double, y: Self) -> Self { y.scalar(x) - y }
  package static func / (x: Double, y: Self) -> Self { y.scalar(x) / y }

  package func maximum(_ other: Self) -> Self { applying("Max", [other]) }
  package func minimum(_ other: Self) -> Self { applying("Min", [other]) }
  package func squared() -> Self { self * self }
  package func squareRoot() -> Self { applying("Sqrt") }
  package func exp() -> Self { applying("Exp") }
  package func log() -> Self { applying("Log") }

  /// Values below `least` become that, values above `most` become that; nil: no bound.
  package func clamped(_ least: Double?, _ most: Double?) -> Self {
    applying("Clip", [least.map(scalar), most.map(scalar)])
  }

  /// A number of this value's type.
  func scalar(_ number: Double) -> Self { graph.constant(number, type: type) }
}
