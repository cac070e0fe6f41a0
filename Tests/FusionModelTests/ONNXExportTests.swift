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
struct ONNXExportTests {
  /// A network, how it is exported, and the sizes that it is tried on.
  struct Case: Sendable {
    let name: String
    var configuration: ModelConfiguration?
    var export = ONNXExport()
    var sizes = [(61, 47)]
  }

  /// `tiny` with all that a rule of contrast can do.
  private static var steady: ModelConfiguration {
    var (configuration, rule) = (ModelConfiguration.tiny, CentredContrast())
    (rule.brightness, rule.black) = (.steady, 0.004)
    configuration.head = .gainBlend(GainBlendSettings(), contrast: rule)
    return configuration
  }

  /// The paper's figure, narrow: no folding, pooling or blending.
  private static var paper: ModelConfiguration {
    var configuration = ModelConfiguration.paper
    (configuration.width, configuration.heads, configuration.depth) = (8, 4, 1)
    (configuration.resnetWidth, configuration.resnetStride) = (4, 2)
    (configuration.vitWidth, configuration.vitDepth) = (12, 2)
    return configuration
  }

  /// No attention between the images, a frame of none, and contrast for the decoder's own image.
  private static var joined: ModelConfiguration {
    var configuration = ModelConfiguration.tiny
    configuration.merge = .concatenation
    configuration.head = .grayLevel(contrast: CentredContrast())
    return configuration
  }

  private static var cases: [Case] {
    var (half, latest, fixed) = (ONNXExport(), ONNXExport(), ONNXExport())
    half.precision = .float16
    latest.opset = ONNXExport.opsets.upperBound
    fixed.size = ImageSize(width: 40, height: 33)
    return [
      Case(name: "fast", sizes: [(61, 47), (64, 32), (16, 16), (33, 95)]),
      Case(name: "fast-half", export: half), Case(name: "fast-latest", export: latest),
      Case(name: "fast-fixed", export: fixed, sizes: [(40, 33)]),
      Case(name: "steady", configuration: steady, sizes: [(61, 47), (16, 35)]),
      Case(name: "paper", configuration: paper, sizes: [(61, 47), (17, 16)]),
      Case(name: "joined", configuration: joined),
    ]
  }

  @Test(
    "onnx.checker takes them, and ONNX Runtime fuses rendered scenes as Fuser does",
    .enabled(
      if: Python.hasONNXRuntime, "no onnx and onnxruntime here; Scripts/setup --tests gets them"))
  func runtime() async throws {
    let output = try await withTemporaryFolder { folder in
      for one in Self.cases { try await write(one, to: folder) }
      return try Python.run(Self.script, folder)
    }
    let lines = output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.count == Self.cases.map(\.sizes.count).reduce(0, +), "\(output)")
    for line in lines {
      let worst = try #require(Double(line[1]))
      let mean = try #require(Double(line[2]))
      let isHalf = line[0].contains("half")
      #expect(worst < (isHalf ? 1 : 0.05) && mean < (isHalf ? 0.05 : 0.01), "\(line)")
    }
  }

  /// Writes a file, and beside it pairs and what ``Fuser`` makes of them.
  private func write(_ one: Case, to folder: String) async throws {
    var source = ModelSource.preset("fast")
    if let configuration = one.configuration {
      source = .file("\(folder)/\(one.name).safetensors")
      try WeightFile.write(uneven(configuration), to: "\(folder)/\(one.name).safetensors")
    }
    try one.export.write(source, to: "\(folder)/\(one.name).onnx")
    let fuser = try Fuser(source, device: .cpu, precision: .float32, threads: 1)
    for (width, height) in one.sizes {
      let scene = RenderedScene(
        seed: 7, size: ImageSize(width: width, height: height), condition: .night)
      let pair = LuminancePair(
        first: scene.visible.luminance(), second: scene.infrared.luminance())
      let fused = try await fuser.fuse(pair, FusionContext())
      let planes = [pair.first, pair.second, fused].flatMap(\.values)
      try SafetensorsWriter.write(
        to: "\(folder)/\(one.name).\(width)x\(height).pair",
        [SafetensorsWriter.Source("planes", Tensor(planes, [3, 1, 1, height, width]))])
    }
  }

  /// Norms and statistics as after a training, so that none can be left out unseen.
  private func uneven(_ configuration: ModelConfiguration) -> DAEFuse {
    let generator = RandomGenerator(seed: 5)
    let network = DAEFuse(configuration, using: generator)
    withoutGradients {
      for (_, tensor) in network.state where tensor.dtype.isFloatingPoint && tensor.rank < 4 {
        tensor.add_(generator.uniform(tensor.shape, in: 0..<0.5))
      }
    }
    return network
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
    for one in Self.cases {
      let network =
        try one.configuration.map(uneven) ?? ModelSource.preset("fast").open().makeModel()
      let bytes = try one.export.bytes(of: network, named: one.name)
      let graph = try #require(ExportedGraph(bytes))
      #expect(graph.opset == one.export.opset)
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
