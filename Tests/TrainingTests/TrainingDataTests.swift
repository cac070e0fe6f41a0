// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import FusionModel
import Imaging
import TestSupport
import Testing

@testable import Training

@Suite("pairs to train on and to judge by", .tags(.unit))
struct TrainingDataTests {
  /// Runs `body` with two sets of 30 pairs, `a` and `b`, whose images are empty.
  private func withSets(_ body: (String) throws -> Void) throws {
    try withTemporaryFolder { root in
      for folder in ["a/vi", "a/ir", "b/vi", "b/ir"] {
        try FileManager.default.createDirectory(
          atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
        for number in 0..<30 {
          try Data().write(to: URL(filePath: "\(root)/\(folder)/\(number).png"))
        }
      }
      try body(root)
    }
  }

  @Test("it is told by what images were paired, and which ranges they use")
  func notes() throws {
    try withTemporaryFolder { root in
      for folder in ["vi", "ir"] {
        try FileManager.default.createDirectory(
          atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
        for number in 0..<4 {
          let levels = (0..<400).map { UInt16(28_000 + 100 * number + $0) }
          let samples: Image.Samples =
            folder == "ir" ? .uint16(levels) : .uint8(levels.map { _ in 9 })
          try Image(size: ImageSize(width: 20, height: 20), colorModel: .gray, samples: samples)
            .write(to: "\(root)/\(folder)/\(number)_\(folder).png")
        }
      }
      let found = try data([.pairs(first: "\(root)/vi", second: "\(root)/ir")], seed: 1)
      #expect(found.notes.map { $0.hasPrefix("4 pairs by the pattern *_vi=*_ir") } == [true])
      #expect(found.ranges.count == 1, "8 bits have a range")
      #expect(found.ranges.first?.hasPrefix("second images: each from the 1st to the 99th") == true)
    }
  }

  @Test("a pattern and folders inside folders are taken, the run's own left out")
  func pairings() throws {
    try withTemporaryFolder { root in
      for name in ["x/1_a", "x/1_b", "x/2_a", "x/2_b", "run/1_a", "run/1_b"] {
        let path = URL(filePath: "\(root)/\(name).png")
        try FileManager.default.createDirectory(
          at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: path)
      }
      let pairing = FolderPairing(pattern: try NamePattern("*_a=*_b"), isRecursive: true)
      let source = DataSource.folder(root, pairing: pairing)
      let found = try TrainingData(
        [source], ValidationSettings(), seed: 1, excluding: "\(root)/run")
      let stems = Set((found.training + found.validation).map(\.stem))
      #expect(stems == ["x/1", "x/2"])
      #expect(try source.list().pairs.count == 3)
      #expect(source.description == "\(root), paired by *_a=*_b, with the folders inside")
      let description = RunDescription(
        configuration: TrainingConfiguration(model: .tiny),
        data: [source, .pairs(first: "\(root)/x", second: "\(root)/run", pairing: pairing)])
      #expect(description.data.first == source)
      try description.json.write(toFile: "\(root)/config.json", atomically: true, encoding: .utf8)
      #expect(try RunDescription(path: "\(root)/config.json") == description)
    }
  }

  private func data(_ sources: [DataSource], seed: UInt64) throws -> TrainingData {
    var settings = ValidationSettings()
    settings.pairs = 1000
    return try TrainingData(sources, settings, seed: seed)
  }

  @Test("sets that are named once are divided one by one")
  func once() throws {
    try withSets { root in
      let sources = ["a", "b"].map { DataSource.folder("\(root)/\($0)") }
      for seed in UInt64(0)..<5 {
        let splits = try sources.map { PairSplit(try $0.list().pairs, seed: seed) }
        let found = try data(sources, seed: seed)
        #expect(found.training == splits.flatMap(\.training))
        #expect(found.validation == splits.flatMap(\.validation))
      }
    }
  }

  @Test("no copy of a pair that is judged by is trained on, however its files are named")
  func copies() throws {
    try withSets { root in
      let manager = FileManager.default
      try manager.createSymbolicLink(atPath: "\(root)/link", withDestinationPath: "\(root)/a")
      // A part of the set, of which other pairs would be kept.
      for folder in ["part/vi", "part/ir"] {
        try manager.createDirectory(
          atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
        for number in 7..<25 {
          try manager.createSymbolicLink(
            atPath: "\(root)/\(folder)/\(number).png",
            withDestinationPath: "\(root)/a/\(folder.suffix(2))/\(number).png")
        }
      }
      let sources = [
        DataSource.folder("\(root)/a"), .folder("\(root)/part"), .folder("\(root)/link"),
        .pairs(first: "\(root)/a/ir", second: "\(root)/a/vi"),
      ]
      for seed in UInt64(0)..<10 {
        let found = try data(sources, seed: seed)
        let kept = Set(found.validation.map(\.stem))
        #expect(found.validation.count == 3 && kept.count == 3)
        #expect(kept.isDisjoint(with: found.training.map(\.stem)))
        let part = kept.count { (7..<25).contains(Int($0) ?? 0) }
        #expect(found.training.count == 3 * 27 + 18 - part, "named again, a pair counts again")
        #expect(try data(sources, seed: seed) == found)
      }
    }
  }
}
