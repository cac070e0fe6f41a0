// SPDX-License-Identifier: Apache-2.0

import ProtocolBuffers

/// An input or output of a whole ``Graph``.
struct Port {
  let name: String
  let type: ValueType
  let shape: [Dimension]

  /// Adds it to a `GraphProto`, as its inputs (11) or its outputs (12) are.
  func add(to graph: inout ProtocolMessage, as field: UInt64) {
    graph.add(field) { message in
      message.add(1, text: name)
      message.add(2) {
        $0.add(1) { tensor in
          tensor.add(1, integer: type.rawValue)
          tensor.add(2) { sizes in shape.forEach { add($0, to: &sizes) } }
        }
      }
    }
  }

  private func add(_ dimension: Dimension, to shape: inout ProtocolMessage) {
    shape.add(1) {
      switch dimension {
      case .fixed(let size): $0.add(1, integer: size)
      case .named(let name): $0.add(2, text: name)
      }
    }
  }
}
