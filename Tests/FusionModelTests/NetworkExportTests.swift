// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging
import Layers
import Safetensors
import Scenes
import Tensors
import TestSupport
import Testing

@testable import FusionModel

@Suite("networks as ONNX files", .singleThreaded, .tags(.unit))
struct NetworkExportTests {
  @Test(
    "onnx.checker takes them, and ONNX Runtime fuses rendered scenes as Fuser does",
    .enabled(
      if: Python.hasONNXRuntime, "no onnx and onnxruntime here; Scripts/setup --tests gets them"))
  func runtime() async throws {
    let output = try await withTemporaryFolder { folder in
      for one in ExportCase.all { try await write(one, to: folder) }
      return try Python.run(Self.script, folder)
    }
    let lines = output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.count == ExportCase.all.map(\.sizes.count).reduce(0, +), "\(output)")
    for line in lines {
      let worst = try #require(Double(line[1]))
      let mean = try #require(Double(line[2]))
      let isHalf = line[0].contains("half")
      #expect(worst < (isHalf ? 1 : 0.05) && mean < (isHalf ? 0.05 : 0.01), "\(line)")
    }
  }

  /// Writes a file, and beside it pairs and what ``Fuser`` makes of them.
  private func write(_ one: ExportCase, to folder: String) async throws {
    let source = try one.source(in: folder)
    try one.export.write(source, to: "\(folder)/\(one.name).onnx")
    let fuser = try Fuser(source, device: .cpu, precision: .float32, threads: 1)
    for (width, height) in one.sizes {
      let pair = ExportCase.pair(width, height)
      let fused = try await fuser.fuse(pair, FusionContext())
      let planes = [pair.first, pair.second, fused].flatMap(\.values)
      try SafetensorsWriter.write(
        to: "\(folder)/\(one.name).\(width)x\(height).pair",
        [SafetensorsWriter.Source("planes", Tensor(planes, [3, 1, 1, height, width]))])
    }
  }

  /// Prints the largest and the mean difference of each pair, in levels of 255.
  private static let script = """
    import glob, sys, numpy, onnx, onnxruntime
    from safetensors.numpy import load_file
    for path in sorted(glob.glob(sys.argv[1] + "/*.onnx")):
        onnx.checker.check_model(onnx.load(path), full_check=True)
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        for pair in sorted(glob.glob(path[:-4] + "*x*.pair")):
            first, second, wanted = load_file(pair)["planes"]
            if path.endswith(("/fast.onnx", "/steady.onnx")):  # a batch: the pair, and its opposite
                first, second = numpy.concatenate([first, second]), numpy.concatenate([second, first])
            fused, = session.run(["fused"], {"first": first, "second": second})
            assert fused.shape == first.shape and fused.min() >= 0 and fused.max() <= 1
            difference = abs(fused[:1] - wanted) * 255
            print(pair.split("/")[-1], difference.max(), difference.mean())
    """

  @Test("each operation takes what is there, constants have their bytes, and all weights are in")
  func structure() throws {
    for one in ExportCase.all {
      let network = try one.network()
      let bytes = try one.export.bytes(of: network, named: one.name)
      let graph = try #require(ExportedGraph(bytes))
      #expect(one.export.format == .onnx(opset: graph.opset))
      let sides: [Int?] =
        one.export.size.map { [1, 1, $0.height, $0.width] } ?? [nil, 1, nil, nil]
      #expect(
        graph.inputs == ["first": sides, "second": sides] && graph.outputs == ["fused": sides])
      var known = Set(graph.inputs.keys).union(graph.constants.map(\.name)).union([""])
      for node in graph.nodes {
        #expect(known.isSuperset(of: node.inputs), "\(one.name): \(node)")
        known.formUnion(node.outputs)
      }
      #expect(known.contains("fused"))
      for constant in graph.constants {
        let size = try #require([1: 4, 7: 8, 10: 2][constant.type])
        #expect(constant.byteCount == size * constant.shape.reduce(1, *), "\(constant)")
      }
      let matrices = graph.constants.filter { $0.shape.count == 4 }.map { $0.shape.reduce(1, *) }
      let convolutions = network.parameters.map(\.tensor).filter { $0.rank == 4 }.map(\.count)
      #expect(matrices.sorted() == convolutions.sorted(), "\(one.name)")
    }
  }
}
