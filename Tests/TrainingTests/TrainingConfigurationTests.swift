// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fusion
import FusionModel
import TestSupport
import Testing

@testable import Training

@Suite("settings of a run", .tags(.unit))
struct TrainingConfigurationTests {
  private let defaults = TrainingConfiguration(model: .tiny)

  @Test("every preset's defaults are valid, and survive JSON")
  func roundTrip() throws {
    for (_, model) in ModelConfiguration.presets {
      let configuration = TrainingConfiguration(model: model)
      try configuration.validate()
      #expect(try TrainingConfiguration(json: configuration.json, over: defaults) == configuration)
    }
  }

  @Test("JSON may be silent; what it names is taken, within groups, too")
  func partial() throws {
    let json = #"{"batch": 3, "losses": {"texture": 2}, "optimization": {"schedule": "stepped"}}"#
    var wanted = defaults
    wanted.batch = 3
    wanted.losses[.texture] = 2
    wanted.optimization.schedule = .stepped
    #expect(try TrainingConfiguration(json: json, over: defaults) == wanted)
  }

  @Test("JSON reaches the intensity loss's target, and leaves the rest of the losses alone")
  func partialTarget() throws {
    let json = #"{"losses": {"target": {"maximumGain": 1.3}}}"#
    var wanted = defaults
    wanted.losses.target.maximumGain = 1.3
    #expect(try TrainingConfiguration(json: json, over: defaults) == wanted)
    wanted.losses = .printed
    wanted.losses.target.maximumGain = 1.3
    var printed = defaults
    printed.losses = .printed
    #expect(try TrainingConfiguration(json: json, over: printed) == wanted)
  }

  @Test("the JSON of the documentation takes the paper's losses alone")
  func printed() throws {
    let article = try String(
      contentsOfFile: Repository.path("Sources/Training/Training.docc/TrainingANetwork.md"),
      encoding: .utf8)
    let block = try #require(
      article.components(separatedBy: "```json\n").dropFirst()
        .map { $0.components(separatedBy: "```")[0] }.first { $0.contains("minimumShare") })
    var wanted = defaults
    wanted.losses = .printed
    #expect(try TrainingConfiguration(json: block, over: defaults) == wanted)
  }

  @Test(
    "a mistake names the setting",
    arguments: [
      (#"{"bach": 3}"#, "bach is not a setting"), (#"{"losses": {"text": 1}}"#, "losses.text"),
      (#"{"batch": 0}"#, "batch is 0; 1 to 65536"),
      (#"{"batch": 9223372036854775807}"#, "batch is 9223372036854775807"),
      (#"{"crop": 9223372036854775807}"#, "crop is 9223372036854775807"),
      (#"{"phase1Epochs": 9223372036854775807}"#, "phase1Epochs is 9223372036854775807"),
      (#"{"phase2Epochs": 9223372036854775807}"#, "phase2Epochs is 9223372036854775807"),
      (#"{"steps": 9223372036854775807}"#, "steps is 9223372036854775807"),
      (#"{"checkpointInterval": 9223372036854775807}"#, "checkpointInterval is 92233"),
      (#"{"validation": {"pairs": 9223372036854775807}}"#, "validation.pairs is 92233"),
      (#"{"validation": {"side": 9223372036854775807}}"#, "validation.side is 92233"),
      (#"{"validation": {"previews": 9223372036854775807}}"#, "validation.previews is 92233"),
      (#"{"validation": {"interval": 9223372036854775807}}"#, "validation.interval is 92233"),
      (#"{"batch": 65536, "crop": 16384}"#, "at most 2147483648 pixels"),
      (#"{"batch": "many"}"#, #": batch is "many"; a whole number is wanted"#),
      (#"{"batch": true}"#, ": batch is true; a whole number"),
      (#"{"batch": null}"#, ": batch is null; a whole number"),
      (#"{"batch": {"size": 4}}"#, #": batch is {"size":4}; a whole number"#),
      (#"{"seed": -1}"#, ": seed is -1; a whole number of 0 or more"),
      (#"{"seed": 7, "precision": "f"}"#, #": precision is "f"; float32 or bfloat16 is wanted"#),
      (
        #"{"optimization": {"freezesStatistics": 1}}"#,
        ": optimization.freezesStatistics is 1; true or false"
      ),
      (#"{"validation": {"pairs": 1.5}}"#, ": validation.pairs is 1.5; a whole number"),
      (#"{"losses": {"target": {"gian": 1}}}"#, "losses.target.gian is not a setting"),
      (#"{"losses": {"target": 1}}"#, ": losses.target is 1; an object of settings is wanted"),
      (
        #"{"losses": {"target": {"maximumGain": "high"}}}"#,
        #": losses.target.maximumGain is "high"; a number is wanted"#
      ),
      (
        #"{"losses": {"target": {"maximumGain": 0.9}}}"#,
        "losses.target.maximumGain is 0.9; 1.0 to 2.0"
      ),
      (#"{"losses": {"target": {"maximumGain": 2.1}}}"#, "losses.target.maximumGain is 2.1"),
      (#"{"losses": {"target": {"contrast": 1.1}}}"#, "losses.target.contrast is 1.1"),
      (#"{"losses": {"target": {"contrast": -0.1}}}"#, "losses.target.contrast is -0.1"),
      (#"{"losses": {"target": {"minimumShare": 1.1}}}"#, "losses.target.minimumShare is 1.1"),
      (#"{"losses": {"target": {"minimumShare": -0.1}}}"#, "losses.target.minimumShare is -0.1"),
      (#"{"losses": {"target": {"levelling": 1.1}}}"#, "losses.target.levelling is 1.1"),
      (#"{"losses": {"target": {"levelling": -0.1}}}"#, "losses.target.levelling is -0.1"),
      (#"{"losses": {"edges": -1}}"#, "losses.edges is -1"),
      (#"{"losses": {"fidelity": -1}}"#, "losses.fidelity is -1"),
      (#"{"losses": {"differences": -1}}"#, "losses.differences is -1"),
      (#"{"losses": {"sigma": 2}}"#, "losses.sigma is 2"),
      (#"{"losses": {"imitation": 2}}"#, #"losses.imitation is 2.0, losses.partImitation 0.0 and"#),
      (#"{"losses": {"partImitation": 3}}"#, #"losses.partImitation 3.0 and losses.teacher """#),
      (#"{"losses": {"teacher": "fast"}}"#, #"losses.partImitation 0.0 and losses.teacher "f"#),
      (#"{"losses": {"teacher": 1}}"#, ": losses.teacher is 1; a text is wanted"),
      (#"{"losses": 1}"#, ": losses is 1; an object of settings"),
      (#"{"model": {"heads": 5}}"#, "5 heads"), (#"{"model": 1}"#, "model: "),
      (#"{"model": {"hight": 5}}"#, "hight is not a setting"),
      (#"{"model": {"version": 2, "blending": 1}}"#, "blending is not a setting"),
      (#"{"discriminatorWidth": 0}"#, "discriminatorWidth is 0"), (#"{"crop": 31}"#, "crop is 31"),
      (#"{"toneVariation": 1.1}"#, "toneVariation is 1.1"),
      (#"{"validation": {"share": 1}}"#, "validation.share is 1"),
      (#"{"batch": 1.5}"#, ": batch is 1.5; a"),
      (#"{"optimization": {"peakRate": 2}}"#, "optimization.peakRate is 2"),
      (
        #"{"optimization": {"weightAverageDecay": 1}}"#,
        "optimization.weightAverageDecay is 1.0; 0 or more and less than 1 is wanted"
      ),
      (
        #"{"optimization": {"schedule": "fast"}}"#,
        #": optimization.schedule is "fast"; oneCycle, stepped or constant is wanted"#
      ),
      (#"{"phase1Epochs": 0, "phase2Epochs": 0}"#, "both phases"),
      ("[]", "[] is not a JSON object"),
      ("{", "not JSON; a JSON object of settings is wanted"),
    ])
  func mistakes(_ json: String, _ wanted: String) throws {
    let error = try #require(throws: TrainingError.self) {
      _ = try TrainingConfiguration(json: json, over: defaults)
    }
    #expect(error.code == .configuration && error.description.contains(wanted), "\(error)")
  }

  @Test("settings of the network may be silent too, and of either version")
  func network() throws {
    var wanted = defaults
    wanted.model.depth = 3
    wanted.model.head = .grayLevel(contrast: defaults.model.head.contrast)
    wanted.discriminatorWidth = 5
    for json in [
      #"{"model": {"depth": 3, "blending": 0, "discriminatorWidth": 5}}"#,
      #"{"model": {"depth": 3, "blending": 0}, "discriminatorWidth": 5}"#,
      #"""
      {"model": {"depth": 3, "head": {"kind": "grayLevel", "contrast":
        {"minimumShare": 0.4, "contrast": 0.26, "maximumGain": 1.5, "levelling": 0.7,
         "softening": 0.06}}}, "discriminatorWidth": 5}
      """#,
    ] {
      #expect(try TrainingConfiguration(json: json, over: defaults) == wanted, "\(json)")
    }
    var steeper = defaults
    steeper.model.head = .gainBlend(
      GainBlendSettings(), contrast: defaults.losses.target.with(maximumGain: 1.2))
    let json = #"{"model": {"head": {"contrast": {"maximumGain": 1.2}}}}"#
    #expect(try TrainingConfiguration(json: json, over: defaults) == steeper)
  }

  @Test("the settings of the documented runs are read")
  func documentedRuns() throws {
    let folder = Repository.path("Documentation/Notes/TrainingRun")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasPrefix("config-") }
    #expect(names.count > 20)
    for name in names {
      // A loss that is no more; such settings were refused before, too.
      let json = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        .replacing(/,\s*"warmth": [0-9.]+/, with: "")
      let configuration = try TrainingConfiguration(
        json: json, over: TrainingConfiguration(model: .fast))
      let object = try #require(
        JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
      let losses = try #require(object["losses"] as? [String: Any])
      for loss in FusionLoss.all {
        let weight = losses[loss.name] as? Double ?? loss.defaultWeight
        #expect(configuration.losses[loss] == weight, "\(name): \(loss.name)")
      }
      #expect(configuration.losses.lambda == losses["lambda"] as? Double, "\(name)")
      #expect(configuration.discriminatorWidth == 16, "\(name)")
      // Settings of the first format name no contrast: all had the same.
      let model = object["model"] as? [String: Any]
      let wanted = (model?["head"] as? [String: Any])?["contrast"] as? [String: Any]
      let contrast = try #require(configuration.model.head.contrast, "\(name)")
      #expect(contrast.contrast == wanted?["contrast"] as? Double ?? 0.26, "\(name)")
      #expect(contrast.maximumGain == wanted?["maximumGain"] as? Double ?? 1.5, "\(name)")
    }
  }

  @Test("a plan: an epoch is one crop of each pair")
  func plan() throws {
    var configuration = defaults
    (configuration.batch, configuration.phase1Epochs, configuration.phase2Epochs) = (4, 2, 3)
    let plan = try RunPlan(configuration, pairs: 10)
    #expect((plan.stepsPerEpoch, plan.phase1Steps, plan.phase2Steps) == (3, 6, 9))
    #expect(plan.phase(at: 5) == .reconstruction && plan.phase(at: 6) == .fusion)
    #expect(plan.epoch(of: 2) == 0 && plan.epoch(of: 3) == 1)
    #expect((1...15).filter { plan.endsEpoch($0, every: 2) } == [6, 12, 15])
    #expect(try RunPlan(configuration, pairs: 10, ranks: 2).stepsPerEpoch == 2)
    configuration.steps = 11
    let short = try RunPlan(configuration, pairs: 10)
    #expect((short.phase1Steps, short.phase2Steps) == (4, 7))
  }

  @Test("a plan too long to be counted is an error, not a trap")
  func uncountable() throws {
    for change in [
      { $0.batch = .max }, { ($0.phase1Epochs, $0.batch) = (.max, 1) },
      { ($0.phase1Epochs, $0.phase2Epochs, $0.batch) = (.max / 9, .max, 10) },
      { $0.steps = .max }, { ($0.steps, $0.phase1Epochs, $0.phase2Epochs) = (1, .max, .max) },
    ] as [(inout TrainingConfiguration) -> Void] {
      var configuration = defaults
      change(&configuration)
      let error = try #require(throws: TrainingError.self) {
        _ = try RunPlan(configuration, pairs: 10, ranks: 2)
      }
      #expect(error.description.contains("cannot be counted"))
    }
  }

  @Test("a loss that a run's description does not name has no weight")
  func laterLoss() throws {
    var object = try #require(
      JSONSerialization.jsonObject(with: Data(defaults.json.utf8)) as? [String: Any])
    var losses = try #require(object["losses"] as? [String: Any])
    losses["edges"] = nil
    object["losses"] = losses
    let read = try JSONDecoder().decode(
      TrainingConfiguration.self, from: JSONSerialization.data(withJSONObject: object))
    #expect(read.losses[.edges] == 0 && read.losses[.fidelity] == defaults.losses[.fidelity])
  }

  @Test("differences name the setting and both values")
  func differences() {
    var other = defaults
    (other.batch, other.losses[.texture], other.losses.target.contrast) = (3, 0.5, 0.2)
    let found = defaults.differences(from: other).map(\.description)
    #expect(
      found == [
        "batch is 8 there, 3 was given", "losses.target.contrast is 0.26 there, 0.2 was given",
        "losses.texture is 0.1 there, 0.5 was given",
      ])
    #expect(defaults.differences(from: defaults).isEmpty)
  }
}

extension CentredContrast {
  fileprivate func with(maximumGain: Double) -> Self {
    var rule = self
    rule.maximumGain = maximumGain
    return rule
  }
}
