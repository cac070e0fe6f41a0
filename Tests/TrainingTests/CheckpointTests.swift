// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import FusionModel
import Layers
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite("checkpoints", .singleThreaded, .tags(.unit))
struct CheckpointTests {
  private let trainer: Trainer

  init() throws { trainer = try Self.makeTrainer(seed: 1) }

  private static func makeTrainer(seed: UInt64) throws -> Trainer {
    var configuration = TrainingConfiguration(model: .tiny)
    (configuration.seed, configuration.steps, configuration.batch) = (seed, 8, 2)
    configuration.optimization.weightAverageDecay = 0.5
    return Trainer(configuration, plan: try RunPlan(configuration, pairs: 4))
  }

  private func crops(_ seed: UInt64) -> CropBatch {
    var batch = CropBatch(count: 2, side: 32)
    batch.first = RandomGenerator(seed: seed).uniform([2, 32, 32]).values()
    batch.second = RandomGenerator(seed: seed + 100).uniform([2, 32, 32]).values()
    return batch
  }

  @Test("a restored trainer goes on bit for bit, in either phase", arguments: [1, 2, 3])
  func restores(_ stop: Int) throws {
    try withTemporaryFolder { folder in
      let folder = CheckpointFolder(path: folder, run: "r")
      var progress = TrainingProgress()
      func step(_ trainer: Trainer, _ index: Int) throws -> StepReport {
        if index == trainer.plan.phase1Steps { trainer.enterPhase(of: index) }
        return try trainer.step(index, on: crops(UInt64(index)))
      }
      for index in 0..<stop { _ = try step(trainer, index) }
      (progress.nextStep, progress.best, progress.skippedSteps) = (stop, 0.25, 3)
      try folder.write(trainer, progress)
      let other = try Self.makeTrainer(seed: 2)
      let checkpoint = try #require(try folder.newest { Issue.record("\($0)") })
      #expect(checkpoint.progress == progress)
      try checkpoint.restore(other)
      for index in stop..<stop + 3 {
        let reports = try [trainer, other].map { try step($0, index) }
        #expect(reports[0] == reports[1])
      }
      for (one, two) in zip(trainer.state, other.state) {
        #expect(
          one.tensor.values(as: Float.self) == two.tensor.values(as: Float.self), "\(one.key)")
      }
    }
  }

  @Test("the two newest are kept")
  func kept() throws {
    try withTemporaryFolder { path in
      let folder = CheckpointFolder(path: path, run: "r")
      for step in [1, 2, 10] {
        var progress = TrainingProgress()
        progress.nextStep = step
        try folder.write(trainer, progress)
      }
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: path).sorted() == [
          "step-000000002.safetensors", "step-000000010.safetensors",
        ])
    }
  }

  /// Ways to damage a file.
  enum Damage: String, CaseIterable {
    case emptied, halved, lastByteLost, headerBit, weightBit, lastBit, metadataDigit

    func apply(to bytes: Data) throws -> Data {
      var bytes = bytes
      switch self {
      case .emptied: return Data()
      case .halved: return bytes.prefix(bytes.count / 2)
      case .lastByteLost: return bytes.dropLast()
      case .headerBit: bytes[9] ^= 1
      case .weightBit: bytes[bytes.count / 2] ^= 4
      case .lastBit: bytes[bytes.count - 1] ^= 0x80
      case .metadataDigit:
        let digit = try #require(bytes.range(of: Data(#"nextStep\":2"#.utf8)))
        bytes[digit.upperBound - 1] = UInt8(ascii: "3")
      }
      return bytes
    }
  }

  @Test("a damaged newest checkpoint is passed over with a warning", arguments: Damage.allCases)
  func damaged(_ damage: Damage) throws {
    try withTemporaryFolder { path in
      let folder = CheckpointFolder(path: path, run: "r")
      for step in [1, 2] {
        var progress = TrainingProgress()
        progress.nextStep = step
        try folder.write(trainer, progress)
      }
      let newest = URL(filePath: "\(path)/step-000000002.safetensors")
      try damage.apply(to: Data(contentsOf: newest)).write(to: newest)
      var warnings: [String] = []
      let found = try #require(try folder.newest { warnings.append($0) })
      #expect(found.progress.nextStep == 1)
      #expect(warnings.count == 1 && warnings[0].contains("step-000000002"), "\(warnings)")
    }
  }

  @Test("where all are damaged, or of another run, the error says so")
  func hopeless() throws {
    try withTemporaryFolder { path in
      let folder = CheckpointFolder(path: path, run: "r")
      let none = try folder.newest { _ in }
      #expect(none == nil)
      try folder.write(trainer, TrainingProgress())
      let error = try #require(throws: TrainingError.self) {
        _ = try CheckpointFolder(path: path, run: "other").newest {
          Issue.record("there is none before it: \($0)")
        }
      }
      #expect(error.code == .checkpoint && error.description.contains("another run"))
    }
  }
}

@Suite("checksums", .tags(.unit)) struct ChecksumTests {
  private func checksum(_ bytes: [UInt8]) -> UInt64 {
    var checksum = Checksum()
    bytes.withUnsafeBytes { checksum.add($0) }
    return checksum.value
  }

  @Test("every bit counts, and so does the order")
  func bits() {
    let bytes = (0..<21).map { UInt8($0 * 7) }
    var seen: Set<UInt64> = [checksum(bytes), checksum(bytes.reversed()), checksum(bytes + [1])]
    for index in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[index] ^= 1 << bit
        seen.insert(checksum(changed))
      }
    }
    #expect(seen.count == 3 + 21 * 8)
  }

  @Test("the first word, by hand")
  func value() {
    let basis: UInt64 = 0xcbf2_9ce4_8422_2325
    let product = (basis ^ 1) &* 0x100_0000_01b3
    #expect(checksum([1]) == product ^ product >> 32)
  }
}
