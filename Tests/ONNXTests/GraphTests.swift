// SPDX-License-Identifier: Apache-2.0

import TestBasics
import Testing

@testable import ONNX

@Suite("graphs for other engines", .tags(.unit))
struct GraphTests {
  private func graph(opset: Int = 17) -> Graph { Graph(opset: opset, weightType: .float32) }

  @Test("a small file in the wire format, by hand")
  func bytes() {
    let graph = graph()
    let x = graph.input("x", shape: [.fixed(3), .named("W")])
    graph.output(x.leakyReLU(slope: 2), as: "y", shape: [.fixed(3), .named("W")])
    func message(_ field: UInt8, _ content: [UInt8]) -> [UInt8] {
      [field << 3 | 2, UInt8(content.count)] + content
    }
    func text(_ field: UInt8, _ text: String) -> [UInt8] { message(field, Array(text.utf8)) }
    let slope = text(1, "alpha") + [0x15, 0, 0, 0, 0x40, 0xA0, 1, 1]
    let relu =
      text(1, "x") + text(2, "LeakyRelu_0") + text(3, "LeakyRelu_0") + text(4, "LeakyRelu")
      + message(5, slope)
    let identity =
      text(1, "LeakyRelu_0") + text(2, "y") + text(3, "y") + text(4, "Identity")
    let shape = message(2, message(1, [0x08, 3]) + message(1, text(2, "W")))
    let type = message(2, message(1, [0x08, 1] + shape))
    let content =
      message(1, relu) + message(1, identity) + text(2, "g") + message(11, text(1, "x") + type)
      + message(12, text(1, "y") + type)
    let note = message(14, text(1, "k") + text(2, "v"))
    let wanted =
      [0x08, 8] + text(2, "p") + text(3, "1") + message(7, content) + message(8, [0x10, 17]) + note
    let found = graph.model(named: "g", producer: ("p", "1"), notes: ["k": "v"])
    // The graph is longer than a byte can tell.
    #expect(content.count > 127)
    let long = [UInt8(content.count & 0x7F) | 0x80, UInt8(content.count >> 7)]
    let start = 2 + 3 + 3 + 1
    #expect(found == Array(wanted[..<start]) + long + wanted[(start + 1)...])
  }

  @Test("dimensions of means are an attribute in opset 17 and an input from 18 on")
  func reductions() {
    for opset in Graph.opsets {
      let graph = graph(opset: opset)
      _ = graph.input("x", shape: []).mean(2, 3)
      let node = graph.nodes[0]
      #expect(node.inputs.count == (opset == 17 ? 1 : 2), "\(opset)")
      #expect(node.attributes.map(\.name) == (opset == 17 ? ["axes"] : []), "\(opset)")
    }
  }

  @Test("numbers beside float16 values are float16, and norms float32")
  func types() {
    let graph = Graph(opset: 17, weightType: .float16)
    let x = graph.input("x", shape: []).cast(to: .float16)
    #expect((x * 2).type == .float16 && x.normalized(least: 1e-12).type == .float16)
    let operations = graph.nodes.map(\.operation)
    #expect(operations == ["Cast", "Cast", "Mul", "Cast", "ReduceL2", "Clip", "Div", "Cast"])
    #expect(x.cast(to: .float16).name == x.name)
  }
}
