// SPDX-License-Identifier: Apache-2.0

import Fusion
import FusionModel
import Imaging
import Tensors
import TestSupport
import Testing

@Suite("networks as TorchScript files", .singleThreaded, .tags(.unit))
struct TorchScriptExportTests {
  private static var cases: [ExportCase] {
    ExportCase.all.filter { $0.export.format == .onnx() }.map {
      var one = $0
      one.export.format = .torchScript
      return one
    }
  }

  @Test("LibTorch runs them, and fuses rendered scenes as Fuser does")
  func parity() async throws {
    try await withTemporaryFolder { folder in
      for one in Self.cases {
        let source = try one.source(in: folder)
        try one.export.write(source, to: "\(folder)/\(one.name).pt")
        let fuser = try Fuser(source, device: .cpu, precision: .float32, threads: 1)
        for (width, height) in one.sizes {
          let pair = ExportCase.pair(width, height)
          let wanted = try await fuser.fuse(pair, FusionContext())
          let found = try run("\(folder)/\(one.name).pt", pair)
          let isHalf = one.export.precision == .float16
          let differences = zip(found, wanted.values).map { abs($0 - $1) * 255 }
          let mean = differences.reduce(0, +) / Float(differences.count)
          let worst = differences.max() ?? .infinity
          #expect(
            worst < (isHalf ? 1 : 0.05) && mean < (isHalf ? 0.05 : 0.01),
            "\(one.name), \(width)x\(height): \(worst), \(mean)")
        }
      }
    }
  }

  /// What a program makes of a pair, pixel by pixel.
  private func run(_ path: String, _ pair: LuminancePair) throws -> [Float] {
    let shape = [1, 1, pair.size.height, pair.size.width]
    return try withTensorErrors {
      let program = ScriptProgram(path: path)
      let fused = program([Tensor(pair.first.values, shape), Tensor(pair.second.values, shape)])
      #expect(fused.shape == shape)
      return fused.values(as: Float.self)
    }
  }

  @Test(
    "torch.jit.load takes them, batches too, finds the notes, and hears of shapes that do not fit",
    .enabled(if: Python.hasTorch, "no PyTorch for this Python; Scripts/setup gets it"))
  func python() throws {
    let output = try withTemporaryFolder { folder in
      var export = NetworkExport(.torchScript)
      try export.write(.preset("fast"), to: "\(folder)/any.pt")
      export.size = ImageSize(width: 40, height: 33)
      try export.write(.preset("fast"), to: "\(folder)/one.pt")
      return try Python.run(Self.script, folder)
    }
    #expect(
      output.split(separator: "\n") == [
        "fast 0.2.0 False", "(2, 1, 47, 61) 0.0", "(1, 1, 33, 40)",
        "first [1, 1, 33, 40], second [1, 1, 40, 33] given; first [N, 1, H, W], second "
          + "[N, 1, H, W] wanted",
        "first [2, 1, 47, 61], second [2, 1, 47, 61] given; first [1, 1, 33, 40], second "
          + "[1, 1, 33, 40] wanted",
      ])
  }

  private static let script = """
    import json, sys, torch
    files = {"notes.json": ""}
    network = torch.jit.load(sys.argv[1] + "/any.pt", _extra_files=files)
    notes = json.loads(files["notes.json"])
    print(notes["model"], notes["daefuse.version"], network.training)
    generator = torch.Generator().manual_seed(3)
    first, second = torch.rand(2, 2, 1, 47, 61, generator=generator)
    both = network(first, second)
    apart = torch.cat([network(first[i:i + 1], second[i:i + 1]) for i in (0, 1)])
    print(tuple(both.shape), round((both - apart).abs().max().item(), 5))
    fixed, small = torch.jit.load(sys.argv[1] + "/one.pt"), first[:1, :, :33, :40]
    print(tuple(fixed(small, small).shape))
    for program, pair in [(network, (small, small.mT)), (fixed, (first, second))]:
        try:
            program(*pair)
        except Exception as error:
            print(str(error).strip().split("AssertionError: ")[-1])
    """
}
