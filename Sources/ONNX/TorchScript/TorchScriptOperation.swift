// SPDX-License-Identifier: Apache-2.0

/// An operation of a ``Graph`` as TorchScript says it.
struct TorchScriptOperation {
  let node: Node
  /// Those of the graph, under their names.
  let constants: [String: Constant]

  /// The operation as an assignment to its results.
  var statement: String { "\(node.outputs.joined(separator: ", ")) = \(expression)" }

  private var expression: String {
    let known = node.type == .int64 ? ofLists : elementwise ?? rearranging ?? summing
    guard let known else { preconditionFailure("\(node.operation) has no words in TorchScript") }
    return known
  }

  /// What it takes at that place, as an expression; `None` where that is left out.
  subscript(_ index: Int) -> String {
    guard index < node.inputs.count, node.inputs[index] != "" else { return "None" }
    let name = node.inputs[index]
    guard let constant = constants[name] else { return name }
    return constant.type == .int64 ? "\(constant.integers)" : "self.\(name)"
  }

  /// All that it takes.
  var operands: [String] { node.inputs.indices.map { self[$0] } }

  /// The constant that it takes at that place.
  func constant(_ index: Int) -> Constant? { constants[node.inputs[index]] }

  /// An element of the list that it takes at a place.
  func element(_ element: Int, of index: Int) -> String {
    constant(index).map { "\($0.integers[element])" } ?? "\(self[index])[\(element)]"
  }

  /// A whole number, or several, that decide what it does.
  func integers(_ name: String) -> [Int] {
    switch attribute(name) {
    case .integer(let value): [value]
    case .integers(let values): values
    default: preconditionFailure("\(node.operation) has no whole numbers called \(name)")
    }
  }

  func integer(_ name: String) -> Int { integers(name)[0] }

  func number(_ name: String) -> Double {
    guard case .number(let value) = attribute(name) else {
      preconditionFailure("\(node.operation) has no number called \(name)")
    }
    return value
  }

  private func attribute(_ name: String) -> Attribute? {
    node.attributes.first { $0.name == name }?.value
  }
}
