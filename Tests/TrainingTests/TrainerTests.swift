// SPDX-License-Identifier: Apache-2.0

import Datasets
import FusionModel
import Layers
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite("steps", .singleThreaded, .tags(.unit))
struct TrainerTests {
  private func makeTrainer(
    _ change: (inout TrainingConfiguration) -> Void = { _ in }
  ) throws -> Trainer {
    var configuration = TrainingConfiguration(model: .tiny)
    (configuration.steps, configuration.batch) = (4, 2)
    (configuration.phase1Epochs, configuration.phase2Epochs) = (1, 1)
    configuration.optimization.schedule = .constant
    change(&configuration)
    return Trainer(configuration, plan: try RunPlan(configuration, pairs: 4))
  }

  private func crops(_ seed: UInt64 = 1) -> CropBatch {
    var batch = CropBatch(count: 2, side: 32)
    batch.first = RandomGenerator(seed: seed).uniform([2, 32, 32]).values()
    batch.second = RandomGenerator(seed: seed + 100).uniform([2, 32, 32]).values()
    return batch
  }

  private func values(_ module: Module) -> [[Float]] { module.state.map { $0.tensor.values() } }

  @Test("the loss is the weighted sum of equation (6), then of (13)", arguments: [0, 2])
  func sums(_ step: Int) throws {
    let weights = [
      "texture": 3, "intensity": 0.7, "edges": 0.5, "balancedEdges": 0.35, "fidelity": 0.6,
      "differences": 0.9, "information": 0.4, "sharpness": 0.3, "salience": 0.2, "noise": 0.15,
      "checkerboard": 0.25,
    ]
    let trainer = try makeTrainer {
      $0.losses.lambda = 0.3
      $0.losses.sigma = 0.2
      $0.losses.adversarial = 0.11
      for loss in FusionLoss.all { $0.losses[loss] = weights[loss.name] ?? .nan }
    }
    trainer.enterPhase(of: step)
    let report = try trainer.step(step, on: crops())
    let terms = Dictionary(uniqueKeysWithValues: report.losses.map { ($0.name, $0.value) })
    let counted =
      step == 0
      ? ["content": 0.8, "correlation": 0.2, "adversarial": 0.3]
      : weights.merging(["adversarial": 0.11]) { $1 }
    let wanted = try counted.reduce(0) { try $0 + #require(terms[$1.key]) * $1.value }
    #expect(abs(report.loss - wanted) < 1e-5 * abs(wanted))
    #expect(Set(terms.keys) == Set(counted.keys).union(["discriminator1", "discriminator2"]))
  }

  @Test("a teacher's image and its parts are what is imitated, not things that learn")
  func teaches() throws {
    try withTemporaryFolder { folder throws in
      let other = DAEFuse(.tiny, using: RandomGenerator(seed: 7))
      try WeightFile.write(other, to: "\(folder)/other.safetensors")
      let teacher = try Teacher(.file("\(folder)/other.safetensors"), device: .cpu)
      var configuration = TrainingConfiguration(model: .tiny)
      (configuration.steps, configuration.batch, configuration.phase1Epochs) = (4, 2, 0)
      (configuration.losses[.imitation], configuration.losses[.partImitation]) = (2, 3)
      configuration.optimization.schedule = .constant
      let trainer = Trainer(
        configuration, plan: try RunPlan(configuration, pairs: 4), teacher: teacher)
      let batch = ImageBatch(crops(), device: .cpu)
      let before = teacher(batch, withParts: true)
      let report = try trainer.step(0, on: crops())
      func term(_ name: String) throws -> Double {
        try #require(report.losses.first { $0.name == name }?.value)
      }
      let network = DAEFuse(
        .tiny, using: RandomGenerator(seed: configuration.seed))  // as the trainer's first
      network.freezeBatchNorms(configuration.optimization.freezesStatistics)
      let (image, parts) = withoutGradients {
        network.fused(batch.first, batch.second, withParts: true)
      }
      #expect(parts.count == 6 && before.parts.count == 6)
      let wanted = imitationLoss(output: image, taught: before.image).item()
      let ofParts = partImitationLoss(parts: parts, taught: before.parts).item()
      #expect(try abs(term("imitation") - wanted) < 1e-5 && wanted > 0.001)
      #expect(try abs(term("partImitation") - ofParts) < 1e-5 && ofParts > 0.001)
      assertClose(teacher(batch, withParts: false).image, before.image, relative: 1e-5)
    }
  }

  @Test("parts of a blend are not to be learnt from one that has others")
  func otherHead() throws {
    var window = GainBlendSettings()
    window.window = 13
    for head in [.grayLevel(contrast: nil), .gainBlend(window, contrast: nil)]
      as [HeadConfiguration]
    {
      try expectNoTeacher(with: head)
    }
  }

  private func expectNoTeacher(with head: HeadConfiguration) throws {
    try withTemporaryFolder { folder throws in
      var other = ModelConfiguration.tiny
      other.head = head
      let path = "\(folder)/other.safetensors"
      try WeightFile.write(DAEFuse(other, using: RandomGenerator(seed: 7)), to: path)
      var settings = TrainingConfiguration(model: .tiny)
      (settings.losses.teacher, settings.losses[.imitation]) = (path, 1)
      #expect(try Teacher.named(in: settings, device: .cpu) != nil)
      settings.losses[.partImitation] = 1
      let error = try #require(throws: TrainingError.self) {
        try Teacher.named(in: settings, device: .cpu)
      }
      #expect("\(error)".contains("other.safetensors has a head of other parts than model.head"))
    }
  }

  @Test("frozen, the network's statistics stay and are gone by; the discriminators' move on")
  func frozenStatistics() throws {
    let trainer = try makeTrainer { $0.optimization.freezesStatistics = true }
    trainer.enterPhase(of: 2)
    let networks = trainer.networks
    func statistics(_ module: Module) -> [[Float]] {
      module.state.filter { $0.key.contains("running") || $0.key.contains("tracked") }
        .map { $0.tensor.to(.float32).values() }
    }
    let (model, discriminators) = (
      statistics(networks.model), statistics(networks.discriminators)
    )
    let images = [1, 2].map { RandomGenerator(seed: $0).uniform([2, 1, 32, 32]) }
    let trained: [Float] = networks.model(images[0], images[1]).detached().values()
    networks.train(false)
    let used: [Float] = networks.model(images[0], images[1]).detached().values()
    networks.train()
    #expect(trained == used)
    _ = try trainer.step(2, on: crops())
    #expect(!model.isEmpty && statistics(networks.model) == model)
    #expect(statistics(networks.discriminators) != discriminators)
  }

  @Test("of the losses without weight only the paper's are shown")
  func hidden() throws {
    let trainer = try makeTrainer {
      $0.losses = .printed
      ($0.losses[.texture], $0.losses[.intensity]) = (0, 0)
      ($0.losses[.fidelity], $0.losses.adversarial) = (0.5, 0)
    }
    trainer.enterPhase(of: 2)
    let report = try trainer.step(2, on: crops())
    let terms = Dictionary(uniqueKeysWithValues: report.losses.map { ($0.name, $0.value) })
    #expect(Set(terms.keys).isSuperset(of: ["texture", "intensity", "fidelity"]))
    #expect(terms["edges"] == nil && terms["differences"] == nil)
    #expect(abs(report.loss - 0.5 * (try #require(terms["fidelity"]))) < 1e-6)
  }

  @Test("both players move in every step, and neither by the other's loss")
  func players() throws {
    let still = try makeTrainer {
      ($0.optimization.peakRate, $0.optimization.weightDecay) = (0, 0)
    }
    let before = (values(still.networks.model), values(still.networks.discriminators))
    _ = try still.step(0, on: crops())
    let parameters = still.networks.model.parameters.map { $0.tensor.values(as: Float.self) }
    let first = try makeTrainer().networks.model.parameters.map { $0.tensor.values(as: Float.self) }
    #expect(parameters == first, "a rate of 0 leaves the network where it was")
    #expect(values(still.networks.discriminators) != before.1)
    let moving = try makeTrainer()
    _ = try moving.step(0, on: crops())
    #expect(moving.networks.model.parameters.map { $0.tensor.values(as: Float.self) } != first)
    #expect(moving.networks.discriminators.parameters.allSatisfy { $0.tensor.requiresGradient })
  }

  @Test("phase one leaves the fusion alone; phase two reaches every parameter")
  func reach() throws {
    let trainer = try makeTrainer()
    let untouched = trainer.networks.model.parameters.filter { $0.key.hasPrefix("fusion.") }
    let before = untouched.map { $0.tensor.values(as: Float.self) }
    _ = try trainer.step(0, on: crops())
    #expect(!before.isEmpty && untouched.map { $0.tensor.values(as: Float.self) } == before)
    trainer.enterPhase(of: 2)
    _ = try trainer.step(2, on: crops())
    for (key, parameter) in trainer.networks.model.parameters
      + trainer.networks.discriminators.parameters
    {
      let gradient = try #require(parameter.gradient, "\(key)")
      #expect(gradient.isFinite().all().item() == 1, "\(key)")
    }
  }

  @Test("the result is the exponential mean of the weights, whose decay grows")
  func average() throws {
    let plain = try makeTrainer()
    #expect(plain.result === plain.networks.model)
    let trainer = try makeTrainer { $0.optimization.weightAverageDecay = 0.15 }
    func weights(_ model: DAEFuse) -> [Tensor] {
      withoutGradients { model.state.map { $0.tensor.to(.float32).cloned() } }
    }
    var mean = weights(trainer.networks.model)
    for (step, decay) in [0.1, 0.15].enumerated() {
      _ = try trainer.step(step, on: crops())
      mean = withoutGradients {
        zip(mean, weights(trainer.networks.model)).map { $0 * decay + $1 * (1 - decay) }
      }
    }
    for (index, (key, tensor)) in trainer.result.state.enumerated() {
      let isCount = !tensor.dtype.isFloatingPoint
      let wanted = isCount ? trainer.networks.model.state[index].tensor.to(.float32) : mean[index]
      let difference = withoutGradients { (tensor.to(.float32) - wanted).abs().max() }
      #expect(difference.item() < 1e-6, "\(key)")
    }
  }

  @Test("gradients are clipped to the norm that the settings name")
  func clipping() throws {
    let trainer = try makeTrainer { $0.optimization.clippingNorm = 1e-3 }
    let report = try trainer.step(0, on: crops())
    #expect(report.gradientNorm > 1e-2)
    let norms = trainer.networks.model.parameters.compactMap { $0.tensor.gradient?.norm() }
    #expect(abs(Tensor.stacked(norms).norm().item() - 1e-3) < 1e-6)
  }

  @Test("a step that is not finite changes nothing", arguments: Fault.allCases)
  func notFinite(_ fault: Fault) throws {
    let trainer = try makeTrainer { configuration in
      configuration.optimization.weightAverageDecay = 0.9
      // Labels beyond all reason: the discriminators' loss alone.
      if fault == .discriminatorLoss { configuration.losses.labelSmoothing = .infinity }
    }
    if fault != .discriminatorLoss { _ = try trainer.step(0, on: crops()) }
    func everything() -> [[Float]] { trainer.state.map { $0.tensor.values() } }
    let (before, phases) = (everything(), trainer.phases)
    var batch = crops()
    switch fault {
    case .input: batch.first[5] = .nan
    case .networkLoss:
      trainer.phases = phases.mapValues { InfinitePhase(phase: $0) }
    case .discriminatorLoss: break
    }
    let report = try trainer.step(1, on: batch)
    #expect(!report.isTaken && everything() == before)
    #expect(report.discriminatorGradientNorm.isFinite == (fault == .networkLoss))
    #expect(report.gradientNorm.isFinite == (fault == .discriminatorLoss))
    guard fault != .discriminatorLoss else { return }
    trainer.phases = phases
    let next = try trainer.step(1, on: crops())
    #expect(next.isTaken && everything() != before)
  }

  /// What makes a step's gradients infinite.
  enum Fault: CaseIterable {
    /// A pixel: both players' gradients.
    case input
    /// One loss of the network; the discriminators' gradients are finite.
    case networkLoss
    /// The discriminators' losses; the network's gradients are finite.
    case discriminatorLoss
  }

  /// A phase with one more loss, whose gradient is infinite.
  private struct InfinitePhase: TrainingPhase {
    let phase: any TrainingPhase

    func output(of model: DAEFuse, for batch: ImageBatch) -> PhaseOutput {
      let output = phase.output(of: model, for: batch)
      let term = LossTerm(
        name: "infinite", weight: .infinity, value: output.fakes.first.squared().mean())
      return PhaseOutput(
        fakes: output.fakes, fused: output.fused, panel: output.panel,
        terms: output.terms + [term], adversarialWeight: output.adversarialWeight)
    }
  }

  @Test("bfloat16 computes the same, roughly")
  func halfPrecision() throws {
    let reports = try TrainingPrecision.allCases.map { precision in
      try makeTrainer { $0.precision = precision }.step(0, on: crops())
    }
    #expect(reports[0].loss != reports[1].loss)
    #expect(abs(reports[0].loss - reports[1].loss) < 0.02 * reports[0].loss)
  }
}
