// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ClassicalFusion
import Evaluation
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
  func candidates(
    models: [String], methods: [ClassicalMethod], subject: FusionSubject, threads: Int
  ) throws -> [FusionCandidate] {
    let networks = try models.map { name in
      let fuser = try Fuser(
        ModelSource(name), device: device, precision: precision, threads: threads)
      return FusionCandidate(network: fuser, name: name, isStretched: stretch)
    }
    return networks
      + methods.map { FusionCandidate($0, subject: subject, isStretched: stretch) }
  }
}
