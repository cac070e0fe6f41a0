// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Bytes of an ONNX file with the given convolutions, as `onnx.proto3` has it.
struct ONNXBytes {
  /// The file.
  private(set) var bytes: [UInt8] = []

  /// A graph of one node for each convolution; `kind` is the type of the numbers, 1 for float32.
  init(_ convolutions: [(name: String, shape: [Int], bias: Int)], kind: Int = 1) {
    var graph: [UInt8] = []
    for (name, _, _) in convolutions {
      let inputs = ["x", "\(name).w", "\(name).b"].flatMap { Self.text(1, $0) }
      graph += Self.field(1, inputs + Self.text(4, "Conv"))
    }
    for (name, shape, bias) in convolutions {
      graph += Self.constant("\(name).w", shape, kind)
      graph += Self.constant("\(name).b", [bias], kind)
    }
    // The version of the format, as every file begins.
    bytes = [0x08, 0x07] + Self.field(7, graph)
  }

  private static func constant(_ name: String, _ shape: [Int], _ kind: Int) -> [UInt8] {
    let values: [Float] = (0..<shape.reduce(1, *)).map { Float($0) / 8 }
    var content: [UInt8] = []
    for size in shape { content += [0x08] + varint(size) }
    content += [0x10] + varint(kind) + text(8, name)
    return field(5, content + field(9, values.withUnsafeBytes { Array($0) }))
  }

  private static func text(_ number: Int, _ text: String) -> [UInt8] {
    field(number, Array(text.utf8))
  }

  private static func field(_ number: Int, _ bytes: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(bytes.count) + bytes
  }

  private static func varint(_ value: Int) -> [UInt8] {
    value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + varint(value >> 7)
  }
}
