package import Datasets
package import FusionModel
import Tensors

/// A whole run of ``ContentTrainer``: folders in, a weight file out.
package struct ContentTraining: Sendable {
  /// The network.
  package var configuration: ModelConfiguration
  /// The recipe.
  package var settings: ContentTrainer.Settings
  /// Pixels a side of a crop.
  package var crop: Int
  /// Decides first weights and crops.
  package var seed: UInt64

  package init(
    configuration: ModelConfiguration, settings: ContentTrainer.Settings, crop: Int, seed: UInt64
  ) {
    self.configuration = configuration
    self.settings = settings
    self.crop = crop
    self.seed = seed
  }

  /// Trains on pairs and writes the weights, which appear whole or not at all.
  ///
  /// - Parameters:
  ///   - pairs: The training set.
  ///   - path: The weight file. It is also written every `saveInterval` steps of fusion.
  ///   - threads: CPU threads; nil leaves LibTorch's choice.
  ///   - initialWeights: Weights to start from instead of random ones.
  ///   - report: Called after every step; returning false ends the run early.
  /// - Throws: ``FusionModelError``, ``DatasetError``, or `TensorError` where the engine fails.
  package func run(
    on pairs: [LuminancePair], writingTo path: String, threads: Int? = nil,
    initialWeights: String? = nil, report: (ContentTrainer.StepReport) -> Bool
  ) throws {
    if let threads { Engine.threadCount = threads }
    let (model, history) = try makeModel(initialWeights)
    let sampler = try CropSampler(pairs, side: crop, seed: seed)
    var trainer = ContentTrainer(model, sampler, settings: settings)
    var done: [String: Int] = [:]
    func save() throws {
      try WeightFile.write(model, to: path, notes: notes(done, pairs: pairs.count, after: history))
    }
    try withTensorErrors {
      try trainer.run { step in
        done[step.phase] = step.step + 1
        if step.phase == "fusion", (step.step + 1) % Self.saveInterval == 0 { try save() }
        return report(step)
      }
    }
    try save()
  }

  private static let saveInterval = 250

  /// The network to start from, and how it was trained before.
  private func makeModel(_ initialWeights: String?) throws -> (DAEFuse, history: String?) {
    try configuration.validate()
    guard let initialWeights else {
      return (DAEFuse(configuration, using: RandomGenerator(seed: seed)), nil)
    }
    let file = try WeightFile(path: initialWeights)
    guard file.configuration == configuration else {
      throw FusionModelError.weights(
        "\(initialWeights): weights of another network (\(file.configuration.json));"
          + " \(configuration.json) is wanted")
    }
    return (try file.makeModel(), file.notes[Self.notesKey])
  }

  private static let notesKey = "daefuse.training"

  /// What the file says of the run, by the steps that were done.
  private func notes(
    _ done: [String: Int], pairs: Int, after history: String?
  ) -> [String: String] {
    let steps = [
      ("reconstruction", settings.reconstructionSteps), ("fusion", settings.fusionSteps),
    ].map { phase, planned in "\(phase) \(done[phase] ?? 0) of \(planned) steps" }
    let run =
      "content losses; \(steps.joined(separator: ", ")), batch \(settings.batch), crop \(crop), "
      + "one-cycle peak \(settings.peakRate), texture weight \(settings.textureWeight), "
      + "seed \(seed), \(pairs) pairs"
    return [Self.notesKey: (history.map { $0 + "; then " } ?? "") + run]
  }
}
