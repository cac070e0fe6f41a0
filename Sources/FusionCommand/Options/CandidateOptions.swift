// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ClassicalFusion
import Fusion
import FusionModel

/// Networks and formulas that fuse on the fly.
struct CandidateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fuse with this network: a preset whose weights are shipped (fast), or a .safetensors file. "
        + "Repeat for several.", valueName: "preset-or-file"))
  var model: [String] = []

  @Option(help: "Fuse with this classical method. Repeat for several.")
  var method: [ClassicalMethod] = []

  @Flag(help: "Stretch what is fused here to the full range, as published evaluations do.")
  var stretch = false

  @Option(help: "auto, cpu, cuda, cuda:N or mps.", transform: ModelOptions.device)
  var device = ComputeDevice.auto

  @Option(help: .precision)
  var precision = ComputePrecision.auto

  /// The networks, then the formulas.
  func makeMethods(
    models: [String], methods: [ClassicalMethod], threads: Int
  ) throws -> [any FusionMethod] {
    let networks = try models.map {
      try Fuser(ModelSource($0), device: device, precision: precision, threads: threads)
    }
    return networks + methods
  }
}
