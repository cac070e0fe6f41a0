// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// An ONNX file, read back.
struct ExportedGraph {
  /// An operation.
  struct Node {
    let operation: String
    let inputs: [String]
    let outputs: [String]
  }

  /// A tensor that the file holds.
  struct Constant {
    let name: String
    let shape: [Int]
    /// float32 is 1, int64 7, float16 10.
    let type: Int
    let byteCount: Int
  }

  let opset: Int
  let notes: [String: String]
  let nodes: [Node]
  let constants: [Constant]
  /// Sides of the inputs under their names; nil where any is taken.
  let inputs: [String: [Int?]]
  let outputs: [String: [Int?]]

  /// Nil where the bytes are no such file.
  init?(_ bytes: [UInt8]) {
    guard let model = ProtocolFields(bytes), let graph = model.messages(7).first else { return nil }
    opset = model.messages(8).first?.numbers(2).first ?? 0
    notes = Dictionary(
      uniqueKeysWithValues: model.messages(14).map { ($0.texts(1)[0], $0.texts(2)[0]) })
    nodes = graph.messages(1).map {
      Node(operation: $0.texts(4)[0], inputs: $0.texts(1), outputs: $0.texts(2))
    }
    constants = graph.messages(5).map {
      Constant(
        name: $0.texts(8)[0], shape: $0.numbers(1), type: $0.numbers(2)[0],
        byteCount: $0.bytes(9)[0].count)
    }
    inputs = Self.ports(graph.messages(11))
    outputs = Self.ports(graph.messages(12))
  }

  private static func ports(_ messages: [ProtocolFields]) -> [String: [Int?]] {
    Dictionary(
      uniqueKeysWithValues: messages.map { port in
        let shape = port.messages(2)[0].messages(1)[0].messages(2)[0]
        return (port.texts(1)[0], shape.messages(1).map { $0.numbers(1).first })
      })
  }
}
