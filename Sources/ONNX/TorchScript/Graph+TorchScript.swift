// SPDX-License-Identifier: Apache-2.0

extension Graph {
  /// The graph as a program in TorchScript, which gives the graph's only output.
  ///
  /// Tensors of whole numbers, which are sizes, become lists. The graph is of opset 17.
  package func torchScript() -> TorchScriptSource {
    precondition(opset == 17 && outputs.count == 1, "opset 17 and one output are wanted")
    let known = Dictionary(uniqueKeysWithValues: constants.map { ($0.name, $0) })
    let statements = nodes.map { TorchScriptOperation(node: $0, constants: known).statement }
    let lines = [shapeCheck] + statements + ["return \(outputs[0].name)"]
    let parameters = inputs.map { "\($0.name): Tensor" }.joined(separator: ", ")
    return TorchScriptSource(
      text: "def forward(self, \(parameters)) -> Tensor:\n" + lines.map { "    \($0)\n" }.joined(),
      buffers: constants.filter { $0.type != .int64 })
  }

  /// A statement that fails on inputs of other shapes, and says which shapes they have.
  private var shapeCheck: String {
    let found = inputs.map { "\($0.name) {}" }.joined(separator: ", ")
    let wanted = inputs.map { "\($0.name) [\($0.shape.map(\.text).joined(separator: ", "))]" }
    let shapes = inputs.map { "\($0.name).shape" }.joined(separator: ", ")
    return "assert \(shapeConditions.joined(separator: " and ")), "
      + "\"\(found) given; \(wanted.joined(separator: ", ")) wanted\".format(\(shapes))"
  }

  private var shapeConditions: [String] {
    var conditions: [String] = []
    var sizes: [String: String] = [:]  // where a side of that name was met first
    for input in inputs {
      conditions.append("\(input.name).dim() == \(input.shape.count)")
      for (index, dimension) in input.shape.enumerated() {
        let size = "\(input.name).size(\(index))"
        let wanted = dimension.fixedSize.map(String.init) ?? sizes[dimension.text]
        if let wanted { conditions.append("\(size) == \(wanted)") }
        sizes[dimension.text] = wanted ?? size
      }
    }
    return conditions
  }
}
