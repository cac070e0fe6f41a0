// SPDX-License-Identifier: Apache-2.0

import ProtocolBuffers

/// A tensor that a ``Graph`` holds: a weight, or a number in its formulas.
struct Constant {
  let name: String
  let type: ValueType
  let shape: [Int]
  /// The elements, row-major and little-endian.
  let bytes: [UInt8]

  /// Adds it to a `GraphProto`.
  func add(to graph: inout ProtocolMessage) {
    graph.add(5) { message in
      for size in shape { message.add(1, integer: size) }
      message.add(2, integer: type.rawValue)
      message.add(8, text: name)
      message.add(9, bytes: bytes)
    }
  }
}
