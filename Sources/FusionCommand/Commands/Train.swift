import ArgumentParser
import Datasets
import Foundation
import FusionModel
import Training

/// `daefuse train`: trains a network on folders of pairs by the content losses.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trains a network on folders of registered pairs.",
    discussion: """
      Trains by the content losses of the paper: reconstruction (equation 9), then fusion by \
      texture and intensity (equations 15 and 16).
      """)

  @Option(help: "The network: fast, paper or tiny.")
  var preset = "fast"

  @Option(
    help: ArgumentHelp(
      "A data set's folder, which holds vi and ir, visible and infrared, or mri and ct, pet or "
        + "spect. Repeat for several.", valueName: "folder"))
  var data: [String]

  @Option(name: .shortAndLong, help: "The weight file to write (.safetensors).")
  var output: String

  @Option(help: "Steps of phase one, reconstruction.")
  var phase1Steps = 500

  @Option(help: "Steps of phase two, fusion.")
  var phase2Steps = 2000

  @Option(help: "Crops a step.")
  var batch = 8

  @Option(help: "Pixels a side of a crop.")
  var crop = 128

  @Option(help: "Weight of the texture loss (15) against the intensity loss (16).")
  var textureWeight = 2.0

  @Option(help: "Decides first weights and crops.")
  var seed: UInt64 = 1

  @Option(help: "CPU threads.")
  var threads: Int?

  @Option(name: .customLong("init"), help: "A weight file of the same network to start from.")
  var initialWeights: String?

  func run() throws {
    guard let (_, configuration) = ModelConfiguration.presets.first(where: { $0.name == preset })
    else { throw ValidationError("no preset is called \(preset); fast, paper or tiny is wanted") }
    let pairs = try data.flatMap { try DataFolder(path: $0).pairs().pairs }
      .map(LuminancePair.init)
    var settings = ContentTrainer.Settings(
      reconstructionSteps: phase1Steps, fusionSteps: phase2Steps, batch: batch)
    settings.textureWeight = textureWeight
    let training = ContentTraining(
      configuration: configuration, settings: settings, crop: crop, seed: seed)
    try training.run(
      on: pairs, writingTo: output, threads: threads, initialWeights: initialWeights
    ) { step in
      StandardOutput.print(line(step))
      return true
    }
  }

  private func line(_ step: ContentTrainer.StepReport) -> String {
    "\(step.phase) \(step.step + 1)/\(step.steps)"
      + String(format: "  loss %.4f  gradient norm %.3f", step.loss, step.gradientNorm)
  }
}
