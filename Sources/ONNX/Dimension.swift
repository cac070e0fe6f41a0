// SPDX-License-Identifier: Apache-2.0

/// A side of a graph's input or output.
package enum Dimension: Sendable {
  case fixed(Int)
  /// Any, of this name: sides of one name are equal.
  case named(String)
}
