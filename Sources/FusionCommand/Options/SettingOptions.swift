// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Files
import FusionModel
public import Training

/// The settings of a training run that have an option of their own; all have a name in --config.
struct SettingOptions: ParsableArguments {
  @Option(help: "The network: fast, paper, video or tiny. (default: fast)")
  var preset: String?

  @Option(help: ArgumentHelp("Settings as JSON; options go before it.", valueName: "file"))
  var config: String?

  @Option(
    name: .customLong("phase1-epochs"), parsing: .unconditional,
    help: "Epochs of phase one, reconstruction.")
  var phase1Epochs: Int?

  @Option(
    name: .customLong("phase2-epochs"), parsing: .unconditional,
    help: "Epochs of phase two, fusion.")
  var phase2Epochs: Int?

  @Option(parsing: .unconditional, help: "Steps of the whole run, shared as the epochs are.")
  var steps: Int?

  @Option(parsing: .unconditional, help: "Crops a step.")
  var batch: Int?

  @Option(parsing: .unconditional, help: "Pixels a side of a crop.")
  var crop: Int?

  @Option(
    parsing: .unconditional, help: "Decides first weights, crops and the split.",
    transform: seedValue)
  var seed: UInt64?

  @Option(help: "float32 or bfloat16.")
  var precision: TrainingPrecision?

  /// What is too little shows under the option's own name. A number of steps that is named is
  /// meant: 0, which leaves the length to the epochs, is a word of --config alone.
  func validate() throws {
    for (option, value, least) in [
      ("--phase1-epochs", phase1Epochs, 0), ("--phase2-epochs", phase2Epochs, 0),
      ("--steps", steps, 1), ("--batch", batch, 1), ("--crop", crop, 32),
    ] {
      if let value, value < least {
        throw ValidationError("\(option) is \(value); at least \(least) is wanted")
      }
    }
  }

  /// The settings that all this makes, of a new run.
  func makeConfiguration() throws -> TrainingConfiguration {
    try makeConfiguration(over: TrainingConfiguration(model: Self.model(of: preset ?? "fast")))
  }

  /// The settings of a run, with those that are named here in their places.
  func makeConfiguration(over base: TrainingConfiguration) throws -> TrainingConfiguration {
    var configuration = base
    if let preset { configuration.model = try Self.model(of: preset) }
    if let config { configuration = try Self.read(config, over: configuration) }
    configuration.phase1Epochs = phase1Epochs ?? configuration.phase1Epochs
    configuration.phase2Epochs = phase2Epochs ?? configuration.phase2Epochs
    configuration.steps = steps ?? configuration.steps
    configuration.batch = batch ?? configuration.batch
    configuration.crop = crop ?? configuration.crop
    configuration.seed = seed ?? configuration.seed
    configuration.precision = precision ?? configuration.precision
    return configuration
  }

  private static func model(of preset: String) throws -> ModelConfiguration {
    guard let (_, model) = ModelConfiguration.presets.first(where: { $0.name == preset }) else {
      throw ValidationError("no preset is called \(preset); fast, paper, video or tiny is wanted")
    }
    return model
  }

  private static func read(
    _ path: String, over defaults: TrainingConfiguration
  ) throws -> TrainingConfiguration {
    let content: [UInt8]
    do { content = try readFile(path, atMost: 1 << 20) } catch {
      throw UsageError(description: "\(error); a JSON file of settings is wanted")
    }
    do {
      return try TrainingConfiguration(
        json: String(decoding: content, as: UTF8.self), over: defaults)
    } catch {
      throw UsageError(description: "\(path): \(error)")
    }
  }
}

extension TrainingPrecision: ExpressibleByArgument {}
