// SPDX-License-Identifier: Apache-2.0

/// A tensor that a ``Graph`` will compute. Its methods have the names of those of `Tensor`, and add
/// operations to the graph: so a layer is written for graphs as it is for tensors.
package struct GraphValue {
  /// The graph that it is of.
  package let graph: Graph
  let name: String
  /// The type of its elements.
  package let type: ValueType

  /// The value that one operation of this one, and of others, gives; of this one's type unless
  /// another is named.
  func applying(
    _ operation: String, _ others: [GraphValue?] = [],
    _ attributes: KeyValuePairs<String, Attribute> = [:], type: ValueType? = nil
  ) -> GraphValue {
    graph.add(operation, [self] + others, attributes, type: type ?? self.type)[0]
  }

  /// The same values as another type; `self` where nothing changes.
  package func cast(to type: ValueType) -> GraphValue {
    type == self.type
      ? self : applying("Cast", [], ["to": .integer(type.rawValue)], type: type)
  }
}
