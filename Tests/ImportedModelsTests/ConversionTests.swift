// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fusion
import FusionModel
import Imaging
import ImportedModels
import TestSupport
import Testing

/// `Scripts/convert/trace.py` on stand-ins with the names, inputs and outputs of the authors' code.
@Suite("Imported networks: conversion", .tags(.endToEnd))
struct ConversionTests {
  /// One process for all networks: importing PyTorch takes seconds. It prints how far TarDAL's
  /// program is from its network as the authors run their first weights, each image normalized by
  /// its own statistics.
  private static let script = """
    import runpy, sys
    folder, convert = sys.argv[1:]
    sys.argv = ["standins.py", folder]
    names = runpy.run_path(convert + "/standins.py", run_name="__main__")["REPOSITORIES"]
    import pathlib
    for name in names:
        root = pathlib.Path(folder, name)
        for other in ["net", "model", "module", "module.fuse", "module.fuse.generator", "DIDFuse"]:
            sys.modules.pop(other, None)
        weights = sorted(map(str, root.glob("*.pth")))
        sys.argv = ["trace.py", name, "--repository", str(root), "--weights", *weights,
                    "--generator", "model:Generator", "-o", f"{folder}/{name}.pt"]
        runpy.run_path(convert + "/trace.py", run_name="__main__")
        sys.path.remove(str(root))

    import importlib, torch
    sys.modules.pop("module", None)
    sys.path.insert(0, f"{folder}/tardal")
    network = importlib.import_module("module.fuse.generator").Generator().train()
    weights = torch.load(f"{folder}/tardal/weights-0.pth")["fuse"]
    assert weights.pop("use_eval") is False
    network.load_state_dict(weights)
    pair = torch.rand(2, 1, 1, 40, 48)
    with torch.no_grad():
        program = torch.jit.load(f"{folder}/tardal.pt")
        print((network(*pair) - program(*pair)).abs().max().item())
    """

  @Test(
    "networks of the paper's table, traced from stand-ins, fuse odd sizes",
    .enabled(if: Python.hasTorch, "no PyTorch here; Scripts/setup --tests gets it"))
  func standIns() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "daefuse-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let printed = try Python.run(Self.script, folder, Repository.path("Scripts/convert"))
    let difference = printed.split(separator: "\n").last.flatMap { Double($0) }
    #expect(try #require(difference) < 1e-5)
    let pair = pair(45, 37)
    for name in ["didfuse", "u2fusion", "rfn-nest", "ddcgan", "tardal", "cddfuse"] {
      let path = "\(folder)/\(name).pt"
      let network = try ImportedNetwork(
        path: path, conventions: NetworkConventions(besideNetwork: path), trusted: true,
        device: .cpu, threads: 1)
      let fused = try await network.fuse(pair, FusionContext())
      #expect(fused.size == pair.size && Set(fused.values).count > 100, "\(name)")
    }
  }

  @Test("what cannot be traced is said in a line", .enabled(if: Python.hasTorch))
  func refused() throws {
    let script = """
      import runpy, sys
      for words in ["ddfm --repository .", "tardal --repository nowhere --weights .",
                    "tardal --repository . --weights nowhere.pth", "tardal --repository . --weights ."]:
          sys.argv = ["trace.py", *words.split(), "-o", "x.pt"]
          try:
              runpy.run_path("\(Repository.path("Scripts/convert/trace.py"))", run_name="__main__")
          except SystemExit as exit:
              print(exit.code)
      """
    let lines = try Python.run(script).split(separator: "\n")
    let wanted = [
      "--fused DDFM=FOLDER", "nowhere: no such", "nowhere.pth: no such", "the repository of tardal",
    ]
    #expect(lines.count == wanted.count, "\(lines)")
    for (line, words) in zip(lines, wanted) { #expect(line.contains(words)) }
  }
}
