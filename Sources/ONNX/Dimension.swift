// SPDX-License-Identifier: Apache-2.0

/// A side of a graph's input or output.
package enum Dimension: Sendable {
  case fixed(Int)
  /// Any, of this name: sides of one name are equal.
  case named(String)

  /// The size; nil: any.
  var fixedSize: Int? {
    if case .fixed(let size) = self { size } else { nil }
  }

  /// The size, or the name.
  var text: String {
    switch self {
    case .fixed(let size): "\(size)"
    case .named(let name): name
    }
  }
}
