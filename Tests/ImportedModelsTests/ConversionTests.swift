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
  /// One process for all networks: importing PyTorch takes seconds.
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
    """

  @Test(
    "networks of the paper's table, traced from stand-ins, fuse odd sizes",
    .enabled(if: Python.hasTorch, "no PyTorch here; Scripts/setup --tests gets it"))
  func standIns() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "daefuse-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try Python.run(Self.script, folder, Repository.path("Scripts/convert"))
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

  @Test("DDFM is said to be no network of two images", .enabled(if: Python.hasTorch))
  func ddfm() throws {
    let script = """
      import runpy, sys
      sys.argv = ["trace.py", "ddfm", "--repository", ".", "-o", "ddfm.pt"]
      runpy.run_path("\(Repository.path("Scripts/convert/trace.py"))", run_name="__main__")
      """
    let failure = try #require(throws: Python.Failure.self) { _ = try Python.run(script) }
    #expect(failure.message.contains("--fused DDFM=FOLDER"))
  }
}
