// SPDX-License-Identifier: Apache-2.0

import ProtocolBuffers

extension Graph {
  /// The version of the format itself; this one came with opset 17, and knows all that is used.
  private static let formatVersion = 8

  /// The graph as an ONNX file (`ModelProto` of `onnx.proto`).
  ///
  /// - Parameters:
  ///   - name: The graph's name.
  ///   - producer: The program that made it, and its version.
  ///   - notes: Text under keys, which files carry along.
  /// - Returns: The file's bytes.
  package func model(
    named name: String, producer: (name: String, version: String), notes: [String: String]
  ) -> [UInt8] {
    var model = ProtocolMessage()
    model.add(1, integer: Self.formatVersion)
    model.add(2, text: producer.name)
    model.add(3, text: producer.version)
    model.add(7) { add(to: &$0, named: name) }
    model.add(8) { $0.add(2, integer: opset) }
    for (key, text) in notes.sorted(by: { $0.key < $1.key }) {
      model.add(14) {
        $0.add(1, text: key)
        $0.add(2, text: text)
      }
    }
    return model.bytes
  }

  /// Fills a `GraphProto`.
  private func add(to message: inout ProtocolMessage, named name: String) {
    nodes.forEach { $0.add(to: &message) }
    message.add(2, text: name)
    constants.forEach { $0.add(to: &message) }
    inputs.forEach { $0.add(to: &message, as: 11) }
    outputs.forEach { $0.add(to: &message, as: 12) }
  }
}
