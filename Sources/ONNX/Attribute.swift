// SPDX-License-Identifier: Apache-2.0

import ProtocolBuffers

/// A constant of a ``Node``, which decides what its operation does.
enum Attribute {
  case integer(Int)
  case integers([Int])
  case number(Double)
  case text(String)

  /// Adds it to a `NodeProto` under its name.
  func add(_ name: String, to node: inout ProtocolMessage) {
    node.add(5) { message in
      message.add(1, text: name)
      switch self {
      case .number(let value):
        message.add(2, float: Float(value))
        message.add(20, integer: 1)
      case .integer(let value):
        message.add(3, integer: value)
        message.add(20, integer: 2)
      case .text(let text):
        message.add(4, text: text)
        message.add(20, integer: 3)
      case .integers(let values):
        for value in values { message.add(8, integer: value) }
        message.add(20, integer: 7)
      }
    }
  }
}
