// SPDX-License-Identifier: Apache-2.0

import ProtocolBuffers

/// An operation of a ``Graph``, by the names of the values that it takes and gives.
struct Node {
  /// The operation's name in ONNX, such as `Conv`.
  let operation: String
  /// An empty name stands for an optional input that is left out.
  let inputs: [String]
  let outputs: [String]
  let attributes: [(name: String, value: Attribute)]
  /// The type of what it gives.
  let type: ValueType

  /// Adds it to a `GraphProto`.
  func add(to graph: inout ProtocolMessage) {
    graph.add(1) { message in
      for input in inputs { message.add(1, text: input) }
      for output in outputs { message.add(2, text: output) }
      if let name = outputs.first { message.add(3, text: name) }
      message.add(4, text: operation)
      for (name, value) in attributes { value.add(name, to: &message) }
    }
  }
}
