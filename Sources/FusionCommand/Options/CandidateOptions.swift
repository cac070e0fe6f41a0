// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ClassicalFusion
import Fusion
import FusionModel

/// Networks and formulas that fuse on the fly.
struct CandidateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fuse with this network: a preset whose weights are shipped (fast, video, paper), "
        + "a .safetensors file, or somebody else's network, a .pt or .onnx file. NAME=FILE names it in "
        + "the table. Repeat for several.", valueName: "preset-or-file"))
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

  /// The networks of a benchmark: `fast` without the option, `none` is no network.
  var benchmarkModels: [String] { model.isEmpty ? ["fast"] : model.filter { $0 != "none" } }

  /// What the results of a benchmark's networks hang on, by their names in the table.
  ///
  /// - Throws: As ``ModelChoice/conditions(precision:_:)``.
  func benchmarkConditions() throws -> [String: [String: String]] {
    Dictionary(
      try benchmarkModels.map(ModelChoice.init).map {
        ($0.tableName, try $0.conditions(precision: precision, importing))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// What to warn of: options that change nothing where `models` are the networks, a line each.
  func idleOptions(_ models: [String]) -> [String] {
    let isTheirs = models.map { ModelChoice($0).format != nil }
    let precision = precision == .auto ? [] : ["--precision"]
    let own = (device == .auto ? [] : ["--device"]) + precision
    var idle = IdleOptions()
    if models.isEmpty {
      idle.add(own + importing.changed, "no network fuses")
    } else if !isTheirs.contains(true) {
      idle.add(importing.changed, "no --model is somebody else's network")
    } else if !isTheirs.contains(false) {
      idle.add(precision, "somebody else's network computes in its own precision")
    }
    return idle.lines
  }

  /// The files that `models` are read from.
  func files(_ models: [String]) -> [String] {
    models.flatMap { ModelChoice($0).files(importing) }
  }

  /// The networks and formulas of a benchmark: `fast` and all formulas without the options.
  func makeBenchmarkMethods(threads: Int, pairs: Int) throws -> [any FusionMethod] {
    try makeMethods(
      models: benchmarkModels,
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
