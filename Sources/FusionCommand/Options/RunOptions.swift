// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Datasets
import FusionModel
import Training

/// Where a training run reads and writes, and what it runs on.
struct RunOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A data set's folder, which holds vi and ir, visible and infrared, or mri and ct, pet or "
        + "spect, or folders of such names; or a folder of images of both kinds. Repeat for several.",
      valueName: "folder"))
  var data: [String] = []

  @Option(
    help: ArgumentHelp(
      "Two folders of images, the first modality's and the second's, that pair by equal names or a "
        + "pattern in them such as *_vis=*_ir. Repeat for "
        + "several.", valueName: "first:second"), transform: imageFolders)
  var pairs: [FolderPair] = []

  @OptionGroup
  var pairing: PairingOptions

  @Option(name: .shortAndLong, help: "The run's folder.")
  var output: String

  @Flag(
    help: """
      Go on with the run in the folder; begin it where there is none. Its settings and data need \
      not be named again; those that are have to be the same.
      """)
  var resume = false

  @Option(
    name: .customLong("init"),
    help: ArgumentHelp(
      "Weights of the same network to start from: a file, or fast for the shipped ones.",
      valueName: "weights"))
  var initialWeights: String?

  @Option(help: "auto, cpu, cuda, cuda:N or mps.", transform: ModelOptions.device)
  var device = ComputeDevice.auto

  @Option(parsing: .unconditional, help: .threads)
  var threads: Int?

  func validate() throws {
    try checkThreads(threads)
    try initialWeights.map { try checkModel($0) }
    guard resume || !data.isEmpty || !pairs.isEmpty else {
      throw ValidationError("no pairs are named; --data or --pairs is wanted")
    }
  }

  /// The run, new or resumed.
  func makeRun(_ settings: SettingOptions) throws -> TrainingRun {
    let sources =
      data.map { DataSource.folder($0, pairing: pairing.named) }
      + pairs.map { DataSource.pairs(first: $0.first, second: $0.second, pairing: pairing.named) }
    // Without data only a run that exists can be meant.
    let isResumed = resume && (sources.isEmpty || TrainingRun.exists(in: output))
    var run =
      isResumed ? try resumedRun(settings, sources) : try newRun(settings, sources)
    run.device = device
    run.threads = threads
    return run
  }

  private func newRun(
    _ settings: SettingOptions, _ sources: [DataSource]
  ) throws -> TrainingRun {
    var run = TrainingRun(try settings.makeConfiguration(), data: sources, folder: output)
    run.initialWeights = initialWeights
    return run
  }

  /// The run in the folder, if what is named is its own.
  private func resumedRun(
    _ settings: SettingOptions, _ sources: [DataSource]
  ) throws -> TrainingRun {
    let run = try TrainingRun(resuming: output)
    try run.confirm(
      try settings.makeConfiguration(over: run.configuration), data: sources,
      initialWeights: initialWeights)
    return run
  }
}

/// Two folders of images as an argument names them.
struct FolderPair {
  let first: String
  let second: String
}

private func imageFolders(_ text: String) throws -> FolderPair {
  let folders = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
  guard folders.count == 2, !folders.contains("") else {
    throw ValidationError("\(text): two folders with a colon between them are wanted")
  }
  return FolderPair(first: folders[0], second: folders[1])
}
