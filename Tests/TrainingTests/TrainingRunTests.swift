// SPDX-License-Identifier: Apache-2.0

import Collectives
import Foundation
import FusionMetrics
import FusionModel
import Imaging
import Layers
import Safetensors
import Synchronization
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite("whole runs", .singleThreaded, .tags(.endToEnd))
struct TrainingRunTests {
  /// What a run told.
  private final class Log: Sendable {
    private let events = Mutex<[TrainingEvent]>([])
    var all: [TrainingEvent] { events.withLock(\.self) }
    func add(_ event: TrainingEvent) { events.withLock { $0.append(event) } }

    var steps: [StepReport] {
      all.compactMap { if case .step(let report, _) = $0 { report } else { nil } }
    }
    var warnings: [String] {
      all.compactMap { if case .warning(let text) = $0 { text } else { nil } }
    }
    var validations: [ValidationReport] {
      all.compactMap { if case .validated(let report) = $0 { report } else { nil } }
    }
  }

  private var configuration: TrainingConfiguration {
    var configuration = TrainingConfiguration(model: .tiny)
    (configuration.batch, configuration.crop, configuration.steps) = (2, 32, 12)
    (configuration.phase1Epochs, configuration.phase2Epochs) = (1, 1)
    (configuration.validation.pairs, configuration.validation.side) = (2, 48)
    configuration.validation.share = 0.3
    configuration.checkpointInterval = 5
    return configuration
  }

  /// Runs to the end, or until `last` steps were taken.
  @discardableResult
  private func run(
    _ configuration: TrainingConfiguration, _ root: String, _ name: String,
    stoppingAfter last: Int = .max, isResumed: Bool = false
  ) async throws -> (outcome: TrainingOutcome, log: Log) {
    let folder = "\(root)/\(name)"
    var run =
      isResumed
      ? try TrainingRun(resuming: folder)
      : TrainingRun(configuration, data: [.folder("\(root)/data")], folder: folder)
    run.threads = 1
    let log = Log()
    let outcome = try await run.start(stoppingWhen: { log.steps.count >= last }) { log.add($0) }
    return (outcome, log)
  }

  private func withData(_ body: (String) async throws -> Void) async throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "daefuse-\(UUID())")
      .path(percentEncoded: false)
    defer { try? FileManager.default.removeItem(atPath: root) }
    try writeRenderedScenes(8, to: "\(root)/data")
    try await body(root)
  }

  @Test("losses fall in both phases, and the game stays open")
  func learns() async throws {
    try await withData { root in
      var configuration = configuration
      configuration.steps = 160
      configuration.optimization.peakRate = 5e-3
      configuration.optimization.discriminatorPeakRate = 3e-4
      let (outcome, log) = try await run(configuration, root, "run")
      #expect(outcome == .finished)
      #expect(log.steps.map(\.step) == Array(0..<160))
      func mean(_ reports: ArraySlice<StepReport>) -> Double {
        reports.map(\.loss).reduce(0, +) / Double(reports.count)
      }
      #expect(mean(log.steps[70..<80]) < 0.7 * mean(log.steps[0..<10]))
      #expect(mean(log.steps[150..<160]) < 0.8 * mean(log.steps[80..<90]))
      for verdict in log.steps.flatMap(\.verdicts) {
        #expect((0.1...0.9).contains(verdict.real) && (0.1...0.9).contains(verdict.fake))
      }
      #expect(log.steps.last?.verdicts.allSatisfy { $0.real > $0.fake } == true)
      let file = try WeightFile(path: "\(root)/run/model.safetensors")
      #expect(file.configuration as? ModelConfiguration == .tiny)
      let notes = try #require(file.notes["daefuse.training"])
      #expect(try TrainingConfiguration(json: notes, over: configuration) == configuration)
      #expect(file.notes["daefuse.training.data"] == "6 pairs of data")
    }
  }

  @Test("n + n steps are 2n steps, bit for bit, in any phase", arguments: [2, 6, 7, 11])
  func resumes(_ stop: Int) async throws {
    try await withData { root in
      var configuration = configuration
      configuration.optimization.weightAverageDecay = 0.6
      try await run(configuration, root, "whole")
      let part = try await run(configuration, root, "parts", stoppingAfter: stop)
      #expect(part.outcome == .interrupted(nextStep: stop))
      let rest = try await run(configuration, root, "parts", isResumed: true)
      #expect(rest.outcome == .finished && rest.log.steps.first?.step == stop)
      for name in ["last", "model", "checkpoints/step-000000012"] {
        let files = try ["whole", "parts"].map {
          try Data(contentsOf: URL(filePath: "\(root)/\($0)/\(name).safetensors"))
        }
        #expect(files[0] == files[1], "\(name)")
      }
      let (weights, checkpoint) = try (
        SafetensorsFile(path: "\(root)/whole/last.safetensors"),
        SafetensorsFile(path: "\(root)/whole/checkpoints/step-000000012.safetensors")
      )
      let others = try weights.entries.keys.filter { key in
        let written = try weights.tensor(key)
        let mean = try checkpoint.tensor("average.\(key)").to(written.dtype)
        return mean.to(.float32).values(as: Float.self) != written.to(.float32).values()
      }
      #expect(others == [], "the mean is written")
    }
  }

  @Test("a run that was begun before some settings came goes on")
  func resumesOlderRuns() async throws {
    try await withData { root in
      try await run(configuration, root, "run", stoppingAfter: 2)
      let path = "\(root)/run/config.json"
      let description = try String(contentsOfFile: path, encoding: .utf8)
      let later = [
        "weightAverageDecay", "imitation", "teacher", "reduction", "partImitation", "subdivision",
      ]
      let older = description.split(separator: "\n").filter { line in
        !later.contains { line.contains("\"\($0)\" : ") }
      }.joined(separator: "\n")
      try #require(later.allSatisfy { !older.contains("\"\($0)\"") && description.contains($0) })
      try older.write(toFile: path, atomically: true, encoding: .utf8)
      let rest = try await run(configuration, root, "run", isResumed: true)
      #expect(rest.outcome == .finished && rest.log.steps.first?.step == 2)
      #expect(!configuration.jsonOfOlderVersions.contains("Average"), "its checkpoints are its own")
    }
  }

  @Test("the best weights are those with the lowest validation loss of phase two")
  func best() async throws {
    try await withData { root in
      var configuration = configuration
      configuration.steps = 24
      configuration.optimization.peakRate = 0.05  // too much, so that the loss goes up and down
      let (_, log) = try await run(configuration, root, "run")
      let fusions = log.validations.filter { $0.phase == .fusion }
      let best = try #require(fusions.min { $0.loss < $1.loss })
      let notes = try WeightFile(path: "\(root)/run/model.safetensors").notes
      #expect(notes["daefuse.training.steps"] == "\(best.nextStep) of 24")
      #expect(fusions.map(\.nextStep).last == 24 && best.panels.count == 2)
      let names = best.values.map(\.name)
      let losses = [
        "texture", "intensity", "edges", "fidelity", "differences", "information", "sharpness",
        "salience", "noise", "checkerboard",
      ]
      #expect(names == losses.map { "loss/\($0)" } + Metric.tableColumns.map(\.name))
      #expect(best.values.allSatisfy { $0.value.isFinite })
    }
  }

  @Test("ten steps without a finite gradient end the run, and say what may help")
  func diverges() async throws {
    try await withData { root in
      let model = DAEFuse(.tiny, using: RandomGenerator(seed: 1))
      withoutGradients { model.parameters[0].tensor.fill_(.nan) }
      try WeightFile.write(model, to: "\(root)/nan.safetensors")
      var run = TrainingRun(configuration, data: [.folder("\(root)/data")], folder: "\(root)/run")
      (run.threads, run.initialWeights) = (1, "\(root)/nan.safetensors")
      let (log, started) = (Log(), run)
      let error = await #expect(throws: TrainingError.self) {
        try await started.start { log.add($0) }
      }
      #expect(error?.code == .diverged && error?.description.contains("peakRate") == true)
      #expect(log.warnings.filter { $0.contains("is skipped") }.count == 10)
    }
  }

  @Test("a run that fails at once removes what it began, and nothing that came from elsewhere")
  func removal() throws {
    try withTemporaryFolder { root in
      let folder = RunFolder(path: "\(root)/run")
      func write(_ name: String) throws {
        try Data().write(to: URL(filePath: "\(folder.path)/\(name)"))
      }
      try folder.make()
      for name in ["config.json", "lock", "events.out.tfevents.1.vm", "rank1.log"] {
        try write(name)
      }
      folder.removeAll(but: nil)
      #expect(folder.names == ["rank1.log"])
      try write("config.json")
      folder.removeAll(but: ["config.json", "rank1.log"])
      #expect(folder.names == ["config.json", "rank1.log"])
      try FileManager.default.removeItem(atPath: "\(folder.path)/rank1.log")
      folder.removeAll(but: nil)
      #expect(folder.names == nil)
    }
  }

  @Test("a folder that holds a run is not begun anew; one that holds none is not resumed")
  func folders() async throws {
    try await withData { root in
      try await run(configuration, root, "run", stoppingAfter: 1)
      let error = await #expect(throws: TrainingError.self) {
        try await run(configuration, root, "run")
      }
      #expect(error?.code == .runExists)
      #expect(error?.description.contains("--") == false, "options are the program's")
      #expect(throws: TrainingError.self) { _ = try TrainingRun(resuming: "\(root)/data") }
    }
  }

  @Test(
    "a broken description of a run is told in one sentence: what is there, what is wanted",
    arguments: [
      ("^", "{", "not JSON; the description of a run is wanted"),
      ("(?s).*", "[1]", "[1] is not the description of a run; a JSON object is wanted"),
      ("\"batch\" : [0-9]+", "\"batch\" : \"many\"", "batch is \"many\"; a whole number is wanted"),
      ("\"seed\" : [0-9]+", "\"seed\" : 1.5", "seed is 1.5; a whole number of 0 or more is wanted"),
      ("\"batch\" : [0-9]+,", "", "configuration.batch is missing"),
      ("\"configuration\"", "\"settings\"", "configuration is missing"),
      ("\"folder\" : \\{[^}]*\\}", "\"folder\" : 3", "data.0.folder is 3; an object is wanted"),
      ("\"folder\"", "\"disk\"", "data.0 is {\"disk\":"),
      ("\"data\" : \\[[^\\]]*\\]", "\"data\" : \"x\"", "data is \"x\"; a list is wanted"),
      ("\"weights\"", "7", "initialWeights is 7; text is wanted"),
    ])
  func brokenDescription(_ pattern: String, _ replacement: String, _ wanted: String) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/config.json"
      let description = RunDescription(
        configuration: configuration, data: [.folder("data")], initialWeights: "/weights")
      let text = description.json.replacing("\"/weights\"", with: "\"weights\"")
      let broken = text.replacing(try Regex(pattern), with: replacement, maxReplacements: 1)
      try #require(broken != text)
      try broken.write(toFile: path, atomically: true, encoding: .utf8)
      let error = try #require(throws: TrainingError.self) { try TrainingRun(resuming: folder) }
      #expect(
        error.code == .folder && error.description.hasPrefix("\(path): \(wanted)"), "\(error)")
      #expect(!error.description.contains("Error"), "no error of Swift is shown")
    }
  }

  @Test("a run that version 0.1 began is named as such")
  func runOfAnOlderVersion() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/config.json"
      let description = RunDescription(configuration: configuration, data: [.folder("data")])
      // 0.1 had it among the network's settings.
      let older = description.json.replacing(/\ *"discriminatorWidth" : [0-9]+,\n/, with: "")
      try older.write(toFile: path, atomically: true, encoding: .utf8)
      let error = #expect(throws: TrainingError.self) { try TrainingRun(resuming: folder) }
      #expect(error?.description.hasPrefix("\(path): a run of daefuse 0.1") == true)
    }
  }

  @Test(
    "a run that is resumed before its first checkpoint has the first weights that it began with")
  func initialWeightsAreKept() async throws {
    try await withData { root in
      try await run(configuration, root, "first")
      var next = configuration
      (next.optimization.peakRate, next.optimization.weightDecay) = (0, 0)
      var begun = TrainingRun(next, data: [.folder("\(root)/data")], folder: "\(root)/next")
      (begun.threads, begun.initialWeights) = (1, "\(root)/first/last.safetensors")
      _ = try await begun.start(stoppingWhen: { true }) { _ in }
      for name in try FileManager.default.contentsOfDirectory(atPath: "\(root)/next/checkpoints") {
        try FileManager.default.removeItem(atPath: "\(root)/next/checkpoints/\(name)")
      }
      let rest = try await run(configuration, root, "next", isResumed: true)
      #expect(rest.log.steps.first?.step == 0)
      let weights = try ["first", "next"].map {
        try SafetensorsFile(path: "\(root)/\($0)/last.safetensors")
          .tensor("shallow_encoder.embed.weight").values(as: Float.self)
      }
      #expect(weights[0] == weights[1])
    }
  }

  @Test("where there is a checkpoint, the first weights are not needed any more")
  func initialWeightsMayGo() async throws {
    try await withData { root in
      let weights = "\(root)/first.safetensors"
      try WeightFile.write(DAEFuse(.tiny, using: RandomGenerator(seed: 1)), to: weights)
      var begun = TrainingRun(configuration, data: [.folder("\(root)/data")], folder: "\(root)/run")
      (begun.threads, begun.initialWeights) = (1, weights)
      _ = try await begun.start(stoppingWhen: { true }) { _ in }
      try FileManager.default.removeItem(atPath: weights)
      let rest = try await run(configuration, root, "run", stoppingAfter: 1, isResumed: true)
      #expect(rest.log.steps.map(\.step) == [1])
    }
  }

  @Test("a run's paths are kept from the root, so that it is the same from anywhere")
  func paths() throws {
    let folder = FileManager.default.currentDirectoryPath
    let data = [DataSource.folder("data/"), .pairs(first: "a/../b", second: "./c")]
    let whole = [
      DataSource.folder("\(folder)/data"), .pairs(first: "\(folder)/b", second: "\(folder)/c"),
    ]
    let description = RunDescription(
      configuration: configuration, data: data, initialWeights: "w.safetensors")
    #expect(description.data == whole && description.initialWeights == "\(folder)/w.safetensors")
    let preset = RunDescription(configuration: configuration, data: [], initialWeights: "fast")
    #expect(preset.initialWeights == "fast")
    try withTemporaryFolder { folder in
      // Other files hold paths as they were named.
      let older = description.json.replacing(
        "\(FileManager.default.currentDirectoryPath)/", with: "")
      try older.write(toFile: "\(folder)/config.json", atomically: true, encoding: .utf8)
      let run = try TrainingRun(resuming: folder)
      #expect(run.data == [.folder("data"), .pairs(first: "b", second: "c")])
      for (data, weights) in [(whole, description.initialWeights), (data, "./w.safetensors")] {
        try run.confirm(configuration, data: data, initialWeights: weights)
      }
      #expect(throws: TrainingError.self) {
        try run.confirm(configuration, initialWeights: "v.safetensors")
      }
    }
  }

  @Test("a run whose task is cancelled stops as one that is asked to")
  func cancelled() async throws {
    try await withData { root in
      var run = TrainingRun(configuration, data: [.folder("\(root)/data")], folder: "\(root)/run")
      run.threads = 1
      let (log, started) = (Log(), run)
      let task = Task {
        try await started.start { event in
          log.add(event)
          if log.steps.count == 2 { withUnsafeCurrentTask { $0?.cancel() } }
        }
      }
      #expect(try await task.value == .interrupted(nextStep: 2))
      #expect(try !WeightFile(path: "\(root)/run/last.safetensors").notes.isEmpty)
      let rest = try await self.run(
        configuration, root, "run", stoppingAfter: 1, isResumed: true)
      #expect(rest.log.steps.map(\.step) == [2])
    }
  }

  @Test("what the engine and the launcher's variables lack is told as an error of training")
  func errorsOfOthers() async throws {
    let engine = await #expect(throws: TrainingError.self) {
      try await withTrainingErrors {
        try withTensorErrors { _ = Tensor.zeros([1 << 30, 1 << 30]) }
      }
    }
    #expect(engine?.code == .engine && engine?.message.hasPrefix("full()") == true)
    let variables = await #expect(throws: TrainingError.self) {
      try await withTrainingErrors { _ = try RankEnvironment(["WORLD_SIZE": "2"]) }
    }
    #expect(variables?.code == .environment && variables?.message.hasPrefix("RANK is not") == true)
  }

  @Test("a run that is resumed removes what a killed write left, and keeps the rest")
  func leftovers() throws {
    try withTemporaryFolder { path in
      let folder = RunFolder(path: "\(path)/run")
      try folder.create(RunDescription(configuration: configuration, data: []))
      for place in [folder.path, folder.previews, folder.checkpoints] {
        try Data([1]).write(to: URL(filePath: "\(place)/.daefuse-x"))
        try Data([1]).write(to: URL(filePath: "\(place)/kept"))
      }
      folder.removeLeftovers()
      for place in [folder.path, folder.previews, folder.checkpoints] {
        let names = try FileManager.default.contentsOfDirectory(atPath: place)
        #expect(names.contains("kept") && !names.contains(".daefuse-x"), "\(place)")
      }
    }
  }

  @Test("the newest panel of each pair is found among steps of any length")
  func newestPanels() throws {
    try withTemporaryFolder { path in
      let folder = RunFolder(path: "\(path)/run")
      try folder.create(RunDescription(configuration: configuration, data: []))
      for (name, step) in [("a", 5), ("a-2", 7), ("a", 999_999), ("a", 1_000_000)] {
        let panel = folder.preview(name, phase: .fusion, step: step)
        try Data().write(to: URL(filePath: panel))
      }
      #expect(folder.lastPanels() == ["a-2-fusion-000007.png", "a-fusion-1000000.png"])
    }
  }

  @Test("a run whose data changed is not resumed")
  func changedData() async throws {
    try await withData { root in
      try await run(configuration, root, "run", stoppingAfter: 5)
      try FileManager.default.removeItem(atPath: "\(root)/data/visible/3.png")
      let error = await #expect(throws: TrainingError.self) {
        try await run(configuration, root, "run", isResumed: true)
      }
      #expect(error?.code == .checkpoint, "\(String(describing: error))")
    }
  }

  @Test("shipped weights can be gone on from, by the preset's name")
  func shippedWeights() async throws {
    try await withData { root in
      var next = configuration
      (next.model, next.steps, next.phase1Epochs) = (.fast, 1, 0)
      (next.optimization.peakRate, next.optimization.weightDecay) = (0, 0)
      var run = TrainingRun(next, data: [.folder("\(root)/data")], folder: "\(root)/next")
      (run.threads, run.initialWeights) = (1, "fast")
      _ = try await run.start { _ in }
      let shipped = try #require(try WeightFile.shipped(for: "fast")).file
      let last = try SafetensorsFile(path: "\(root)/next/last.safetensors")
      let values = try [shipped, last].map {
        try $0.tensor("shallow_encoder.embed.weight").values(as: Float.self)
      }
      #expect(values[0] == values[1])
    }
  }

  @Test("weights to start from are taken; those of another network are refused")
  func initialWeights() async throws {
    try await withData { root in
      try await run(configuration, root, "first")
      var next = configuration
      next.optimization.peakRate = 0
      next.optimization.weightDecay = 0
      next.optimization.weightAverageDecay = 0.9
      var run = TrainingRun(next, data: [.folder("\(root)/data")], folder: "\(root)/next")
      (run.threads, run.initialWeights) = (1, "\(root)/first/last.safetensors")
      _ = try await run.start { _ in }
      let weights = try ["first", "next"].map {
        try SafetensorsFile(path: "\(root)/\($0)/last.safetensors")
          .tensor("shallow_encoder.embed.weight").values(as: Float.self)
      }
      #expect(weights[0] == weights[1])
      // The head's numbers are the new run's; what shapes weights is not.
      var other = next
      other.model.head = .gainBlend(GainBlendSettings(), contrast: nil)
      run = TrainingRun(other, data: run.data, folder: "\(root)/head")
      (run.threads, run.initialWeights) = (1, "\(root)/first/last.safetensors")
      let warnings = Mutex<[String]>([])
      _ = try await run.start { event in
        if case .warning(let text) = event { warnings.withLock { $0.append(text) } }
      }
      #expect(warnings.withLock { $0.contains { $0.contains("other numbers of the head") } })
      let written = try ModelSource("\(root)/head/last.safetensors").open()
      #expect(written.blueprint.configuration.json == other.model.json)
      next.model.depth = 2
      run = TrainingRun(next, data: run.data, folder: "\(root)/other")
      run.initialWeights = "\(root)/first/last.safetensors"
      let refused = run
      await #expect(throws: FusionModelError.self) { try await refused.start { _ in } }
      #expect(!FileManager.default.fileExists(atPath: "\(root)/other"))
    }
  }
}
