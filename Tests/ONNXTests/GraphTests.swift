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

  @Test("a graph in TorchScript: what it takes, sizes as lists, constants in self, by hand")
  func torchScript() {
    let graph = graph()
    let shape: [Dimension] = [.named("N"), .fixed(1), .named("H"), .named("W")]
    let x = graph.input("x", shape: shape)
    let padded = x.padded(toMultipleOf: 4).reshaped(0, -1).clamped(nil, 2)
    graph.output(padded.reshaped(like: x).cropped(like: x), as: "y", shape: shape)
    let script = graph.torchScript()
    let check =
      "x.dim() == 4 and x.size(1) == 1, \"x {} given; x [N, 1, H, W] wanted\".format(x.shape)"
    #expect(
      script.text == """
        def forward(self, x: Tensor) -> Tensor:
            assert \(check)
            Shape_0 = x.shape[2:]
            Sub_1 = [[0, 0][i] - Shape_0[i] for i in range(len(Shape_0))]
            Mod_2 = [Sub_1[i] % [4, 4][i] for i in range(len([4, 4]))]
            Concat_3 = [0, 0] + [0, 0] + [0, 0] + Mod_2
            Pad_4 = torch.pad(x, [Concat_3[3], Concat_3[7], Concat_3[2], Concat_3[6]], "replicate")
            Reshape_5 = Pad_4.reshape([Pad_4.size(0), -1])
            Clip_6 = torch.clamp(Reshape_5, None, self.constant_3)
            Shape_7 = x.shape
            Reshape_8 = Clip_6.reshape(Shape_7)
            Shape_9 = x.shape[2:]
            Slice_10 = Reshape_8[:, :, 0:Shape_9[0], 0:Shape_9[1]]
            y = Slice_10
            return y

        """)
    #expect(script.buffers.map(\.name) == ["constant_3"])
  }

  @Test("dimensions of means are an attribute in opset 17 and an input from 18 on")
  func reductions() {
    for opset in Graph.opsets {
      let graph = graph(opset: opset)
      _ = graph.input("x", shape: []).mean(2)
      let node = graph.nodes[0]
      #expect(node.inputs.count == (opset == 17 ? 1 : 2), "\(opset)")
      #expect(node.attributes.map(\.name) == (opset == 17 ? ["axes"] : []), "\(opset)")
    }
  }

  @Test("a mean over several dimensions is taken over one after the other, the last first")
  func means() throws {
    let graph = graph()
    let mean = graph.input("x", shape: []).mean(2, 3)
    try #require(graph.nodes.map(\.operation) == ["ReduceMean", "ReduceMean"])
    #expect(graph.nodes[0].inputs == ["x"] && graph.nodes[1].inputs == graph.nodes[0].outputs)
    graph.output(mean, as: "y", shape: [])
    let text = graph.torchScript().text
    #expect(text.contains("torch.mean(x, [3], True)") && text.contains(", [2], True)"))
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
