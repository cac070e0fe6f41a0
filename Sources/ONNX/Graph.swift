// SPDX-License-Identifier: Apache-2.0

/// A graph of operations, as other engines read it.
///
/// It is built as tensors are computed: ``input(_:shape:)`` gives the first values, their methods
/// make others, ``output(_:as:shape:)`` names the result.
///
/// ```swift
/// let graph = Graph(opset: 17, weightType: .float32)
/// let shape: [Dimension] = [.fixed(1), .named("height"), .named("width")]
/// let image = graph.input("image", shape: shape)
/// graph.output((image * 2).sigmoid(), as: "result", shape: shape)
/// let bytes = graph.model(named: "example", producer: ("example", "1.0"), notes: [:])
/// ```
package final class Graph {
  /// The versions of the operations' definitions that it can be written in.
  package static let opsets = 17...22

  /// The version of the operations' definitions.
  package let opset: Int
  /// The type of weights, and of what is computed with them.
  package let weightType: ValueType
  private(set) var nodes: [Node] = []
  private(set) var constants: [Constant] = []
  private(set) var inputs: [Port] = []
  private(set) var outputs: [Port] = []

  /// An empty graph; `opset` is one of ``opsets``.
  package init(opset: Int, weightType: ValueType) {
    precondition(Self.opsets.contains(opset), "opset \(opset); one of \(Self.opsets) is wanted")
    (self.opset, self.weightType) = (opset, weightType)
  }

  /// What the graph is given under that name: float32.
  package func input(_ name: String, shape: [Dimension]) -> GraphValue {
    inputs.append(Port(name: name, type: .float32, shape: shape))
    return GraphValue(graph: self, name: name, type: .float32)
  }

  /// Makes a value what the graph gives under that name.
  package func output(_ value: GraphValue, as name: String, shape: [Dimension]) {
    nodes.append(
      Node(
        operation: "Identity", inputs: [value.name], outputs: [name], attributes: [],
        type: value.type))
    outputs.append(Port(name: name, type: value.type, shape: shape))
  }

  /// A tensor of those elements, row-major and little-endian.
  package func constant(_ bytes: [UInt8], shape: [Int], type: ValueType) -> GraphValue {
    let name = "constant_\(constants.count)"
    constants.append(Constant(name: name, type: type, shape: shape, bytes: bytes))
    return GraphValue(graph: self, name: name, type: type)
  }

  /// A scalar.
  func constant(_ number: Double, type: ValueType) -> GraphValue {
    let bytes = withUnsafeBytes(of: Float(number).bitPattern.littleEndian) { Array($0) }
    // Engines compute casts of constants once.
    return constant(bytes, shape: [], type: .float32).cast(to: type)
  }

  /// A vector of whole numbers.
  func constant(_ integers: [Int]) -> GraphValue {
    let bytes = integers.flatMap { integer in
      withUnsafeBytes(of: Int64(integer).littleEndian) { Array($0) }
    }
    return constant(bytes, shape: [integers.count], type: .int64)
  }

  /// Adds an operation.
  ///
  /// - Parameters:
  ///   - operation: Its name in ONNX.
  ///   - inputs: What it takes; nil leaves an optional input out.
  ///   - attributes: Its constants.
  ///   - type: The type of what it gives.
  ///   - count: How many values it gives.
  /// - Returns: These values.
  func add(
    _ operation: String, _ inputs: [GraphValue?],
    _ attributes: KeyValuePairs<String, Attribute> = [:], type: ValueType, count: Int = 1
  ) -> [GraphValue] {
    let outputs = (0..<count).map { index in
      "\(operation)_\(nodes.count)" + (count == 1 ? "" : "_\(index)")
    }
    nodes.append(
      Node(
        operation: operation, inputs: inputs.map { $0?.name ?? "" }, outputs: outputs,
        attributes: attributes.map { ($0, $1) }, type: type))
    return outputs.map { GraphValue(graph: self, name: $0, type: type) }
  }
}
