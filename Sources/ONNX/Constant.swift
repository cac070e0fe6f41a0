// SPDX-License-Identifier: Apache-2.0

import ProtocolBuffers

/// A tensor that a ``Graph`` holds: a weight, or a number in its formulas.
package struct Constant {
  package let name: String
  package let type: ValueType
  package let shape: [Int]
  /// The elements, row-major and little-endian.
  package let bytes: [UInt8]

  /// The elements, of int64.
  var integers: [Int] { elements(of: Int64.self).map { Int(Int64(littleEndian: $0)) } }

  /// The elements, of float32.
  var numbers: [Float] {
    elements(of: UInt32.self).map { Float(bitPattern: UInt32(littleEndian: $0)) }
  }

  private func elements<Element: BitwiseCopyable>(of type: Element.Type) -> [Element] {
    let stride = MemoryLayout<Element>.stride
    return bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / stride).map { bytes.loadUnaligned(fromByteOffset: $0 * stride, as: type) }
    }
  }

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
