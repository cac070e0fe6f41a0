// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FusionModel
import Training

/// Where a training run reads and writes, and what it runs on.
struct RunOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A data set's folder, which holds vi and ir, visible and infrared, or mri and ct, pet or "
        + "spect. Repeat for several.", valueName: "folder"))
  var data: [String] = []

  @Option(
    help: ArgumentHelp(
      "Two folders of images with equal names, the first modality's and the second's. Repeat for "
        + "several.", valueName: "first:second"), transform: imageFolders)
  var pairs: [DataSource] = []

  @Option(name: .shortAndLong, help: "The run's folder.")
  var output: String

  @Flag(help: "Go on with the run in the folder, with its settings and its data.")
  var resume = false

  @Option(
    name: .customLong("init"),
    help: ArgumentHelp(
      "Weights of the same network to start from: a file, or fast for the shipped ones.",
      valueName: "weights"))
  var initialWeights: String?

  @Option(help: "auto, cpu, cuda, cuda:N or mps.", transform: ModelOptions.device)
  var device = ComputeDevice.auto

  @Option(help: "CPU threads.")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads); 1 to 1024 is wanted")
    }
    guard resume || !data.isEmpty || !pairs.isEmpty else {
      throw ValidationError("no pairs are named; --data or --pairs is wanted")
    }
    guard !resume || (data.isEmpty && pairs.isEmpty && initialWeights == nil) else {
      throw ValidationError("--resume takes data and weights from the run; they cannot be named")
    }
  }

  /// The run, new or resumed.
  func makeRun(_ settings: SettingOptions) throws -> TrainingRun {
    var run =
      resume
      ? try TrainingRun(resuming: output)
      : TrainingRun(
        try settings.makeConfiguration(), data: data.map(DataSource.folder) + pairs, folder: output)
    run.device = device
    run.threads = threads
    run.initialWeights = initialWeights
    return run
  }
}

private func imageFolders(_ text: String) throws -> DataSource {
  let folders = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
  guard folders.count == 2, !folders.contains("") else {
    throw ValidationError("\(text): two folders with a colon between them are wanted")
  }
  return .pairs(first: folders[0], second: folders[1])
}
