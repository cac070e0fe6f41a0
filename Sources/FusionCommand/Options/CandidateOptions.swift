// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ClassicalFusion
import Fusion
import FusionModel

/// Networks and formulas that fuse on the fly.
struct CandidateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fuse with this network: a preset whose weights are shipped (fast, paper), a .safetensors file, or "
        + "somebody else's network, a .pt or .onnx file. NAME=FILE names it in the table. Repeat "
        + "for several.", valueName: "preset-or-file"))
  var model: [String] = []

  @Option(help: "Fuse with this classical method. Repeat for several.")
  var method: [ClassicalMethod] = []

  @Flag(help: "Stretch what is fused here to the full range, as published evaluations do.")
  var stretch = false

  @Option(help: "auto, cpu, cuda, cuda:N or mps.", transform: ModelOptions.device)
  var device = ComputeDevice.auto

  @Option(help: .precision)
  var precision = ComputePrecision.auto

  @OptionGroup
  var importing: ImportOptions

  func validate() throws {
    try model.filter { $0 != "none" }.forEach { try ModelChoice($0).check() }
  }

  /// What a benchmark has without the options: `fast` and all formulas. `none` is no network.
  func makeBenchmarkMethods(threads: Int, pairs: Int) throws -> [any FusionMethod] {
    try makeMethods(
      models: model.isEmpty ? ["fast"] : model.filter { $0 != "none" },
      methods: method.isEmpty ? ClassicalMethod.allCases : method, threads: threads, pairs: pairs)
  }

  /// The networks, then the formulas.
  ///
  /// As many pairs as there are threads are worked on at a time, so each has a network of its own,
  /// of one thread: no more threads are busy than there are to be.
  func makeMethods(
    models: [String], methods: [ClassicalMethod], threads: Int, pairs: Int
  ) throws -> [any FusionMethod] {
    let networks = try models.map {
      try ModelChoice($0).makeMethod(
        min(threads, pairs), device: device, precision: precision, threads: threads, importing)
    }
    return networks + methods
  }
}
