// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers
import Safetensors
import Tensors
import TestSupport
import Testing

@testable import FusionModel

@Suite("weight files", .singleThreaded, .tags(.unit))
struct WeightFileTests {
  let model = DAEFuse(.tiny, using: RandomGenerator(seed: 1))

  @Test("what is written is read: network, weights in half precision, notes")
  func roundTrip() throws {
    try withTemporaryFolder { folder in
      try WeightFile.write(model, to: "\(folder)/w", notes: ["daefuse.training": "none"])
      let file = try WeightFile(path: "\(folder)/w")
      #expect(file.configuration as? ModelConfiguration == .tiny)
      #expect(file.notes == ["daefuse.training": "none"])
      let read = try file.makeModel()
      #expect(!read.isTraining && (read as? DAEFuse)?.configuration == .tiny)
      #expect(read.state.map(\.key) == model.state.map(\.key))
      for (found, wanted) in zip(read.state, model.state) {
        let expected =
          wanted.tensor.rank < 2 ? wanted.tensor : wanted.tensor.detached().to(.float16)
        #expect(found.tensor.detached().values() as [Double] == expected.detached().values())
      }
      #expect(read.parameters.allSatisfy { $0.tensor.dtype == .float32 })
    }
  }

  @Test("written twice, the file is the same to the byte")
  func stable() throws {
    try withTemporaryFolder { folder in
      try WeightFile.write(model, to: "\(folder)/a")
      try WeightFile.write(model, to: "\(folder)/b")
      #expect(
        try Data(contentsOf: URL(filePath: "\(folder)/a"))
          == Data(contentsOf: URL(filePath: "\(folder)/b")))
    }
  }

  @Test("the average of several: by their shares, with what the largest one noted")
  func average() throws {
    try withTemporaryFolder { folder in
      let other = DAEFuse(.tiny, using: RandomGenerator(seed: 2))
      withoutGradients {
        for (key, tensor) in other.buffers {
          tensor.fill_(key.hasSuffix("batches_tracked") ? 7 : 3)
        }
      }
      try WeightFile.write(model, to: "\(folder)/a", notes: ["daefuse.training": "first"])
      try WeightFile.write(other, to: "\(folder)/b", notes: ["daefuse.training": "second"])
      let files = try ["a", "b"].map { try WeightFile(path: "\(folder)/\($0)") }
      try WeightFile.writeAverage(of: [(files[0], 1), (files[1], 3)], to: "\(folder)/mean")
      let mean = try WeightFile(path: "\(folder)/mean")
      #expect(mean.notes["daefuse.training"] == "second")
      #expect(mean.notes["daefuse.training.averaged"] == "0.25 of a, 0.75 of b")
      #expect(!mean.notes.values.contains { $0.contains(folder) })
      let states = try (files + [mean]).map { try $0.makeModel().state.map(\.tensor) }
      for ((a, b), found) in zip(zip(states[0], states[1]), states[2]) {
        guard a.dtype.isFloatingPoint else {
          #expect(found.item() == 7)
          continue
        }
        assertClose(found, a * 0.25 + b * 0.75, relative: 1e-3)
      }
    }
  }

  @Test("an average that is not to replace a file leaves it as it is")
  func averageBesideOther() throws {
    try withTemporaryFolder { folder in
      for name in ["a", "b"] { try WeightFile.write(model, to: "\(folder)/\(name)") }
      let parts = try ["a", "b"].map { (try WeightFile(path: "\(folder)/\($0)"), 1.0) }
      let before = try Data(contentsOf: URL(filePath: "\(folder)/b"))
      let error = #expect(throws: FusionModelError.self) {
        try WeightFile.writeAverage(of: parts, to: "\(folder)/b", replacing: false)
      }
      #expect(error?.description.contains("/b: cannot be written: there is a file already") == true)
      #expect(try Data(contentsOf: URL(filePath: "\(folder)/b")) == before)
    }
  }

  @Test("networks that differ have no average, and nothing is written")
  func averageOfOthers() throws {
    try withTemporaryFolder { folder in
      var wider = ModelConfiguration.tiny
      wider.width = 12
      try WeightFile.write(model, to: "\(folder)/a")
      try WeightFile.writeUntrained(NetworkBlueprint(DAEFuse.self, wider), to: "\(folder)/b")
      let parts = try ["a", "b"].map { (try WeightFile(path: "\(folder)/\($0)"), 1.0) }
      let error = #expect(throws: FusionModelError.self) {
        try WeightFile.writeAverage(of: parts, to: "\(folder)/mean")
      }
      #expect(error?.description.contains("\(folder)/b: weights of another network") == true)
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/mean"))
    }
  }

  struct BadFile: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let message: String
    let write: @Sendable (_ model: DAEFuse, _ path: String) throws -> Void

    init(
      _ name: String, _ message: String,
      _ write: @escaping @Sendable (DAEFuse, String) throws -> Void
    ) {
      testDescription = name
      self.message = message
      self.write = write
    }
  }

  static let badFiles = [
    BadFile("missing", "no such file") { _, _ in },
    BadFile("a folder", "a folder, not a file") { _, path in
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    },
    BadFile("empty", "0 bytes") { _, path in try Data().write(to: URL(filePath: path)) },
    BadFile("text", "no safetensors file") { _, path in
      try Data("not a weight file at all".utf8).write(to: URL(filePath: path))
    },
    BadFile("without our metadata", "not one of daefuse") { model, path in try model.save(to: path)
    },
    BadFile("a configuration that is no object", "not a JSON object of settings") { model, path in
      try model.save(to: path, metadata: ["daefuse.configuration": "tiny"])
    },
    BadFile("of an architecture that nobody knows", "a network called cddfuse; known are dae-fuse")
    {
      model, path in
      try model.save(
        to: path,
        metadata: [
          "daefuse.architecture": "cddfuse", "daefuse.configuration": ModelConfiguration.tiny.json,
        ])
    },
    BadFile("the tensors of another network", "is wanted") { _, path in
      let other = DAEFuse(.slim, using: RandomGenerator(seed: 2))
      try other.save(to: path, metadata: ["daefuse.configuration": ModelConfiguration.tiny.json])
    },
    BadFile("a small file that claims a huge network", "numbers; for the network that it names") {
      model, path in
      var huge = ModelConfiguration.tiny
      (huge.width, huge.resnetWidth, huge.vitWidth) = (4096, 4096, 4096)
      try model.save(to: path, metadata: ["daefuse.configuration": huge.json])
    },
    BadFile("fewer tensors", "is not in the file") { model, path in
      try SafetensorsWriter.write(
        to: path, model.state.dropLast().map { .init($0.key, $0.tensor) },
        metadata: ["daefuse.configuration": ModelConfiguration.tiny.json])
    },
    BadFile("more tensors", "has no place in this network") { model, path in
      try SafetensorsWriter.write(
        to: path, model.state.map { .init($0.key, $0.tensor) } + [.init("more", Tensor.ones([1]))],
        metadata: ["daefuse.configuration": ModelConfiguration.tiny.json])
    },
    BadFile("truncated", "ends at byte") { model, path in
      try WeightFile.write(model, to: path)
      let whole = try Data(contentsOf: URL(filePath: path))
      try whole.dropLast(100).write(to: URL(filePath: path))
    },
  ]

  @Test("a bad file is an error that names it", arguments: badFiles)
  func refused(_ bad: BadFile) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/weights.safetensors"
      try bad.write(model, path)
      let error = try #require(throws: FusionModelError.self) {
        _ = try WeightFile(path: path).makeModel()
      }
      #expect(error.code == .weights && error.description.contains(path), "\(error)")
      #expect(error.description.contains(bad.message), "\(error)")
      #expect(!error.description.contains("\n"))
    }
  }

  @Test("weights of one preset do not go into another's network")
  func otherPreset() throws {
    try withTemporaryFolder { folder in
      try WeightFile.write(DAEFuse(.slim, using: RandomGenerator(seed: 2)), to: "\(folder)/w")
      let before = model.neck.reduce.weight.detached().values() as [Float]
      let error = try #require(throws: SafetensorsError.self) {
        try model.load(WeightFile(path: "\(folder)/w").file)
      }
      #expect(error.code == .mismatch && error.path == "\(folder)/w")
      #expect(model.neck.reduce.weight.detached().values() as [Float] == before)
    }
  }

  @Test("a file that cannot be written is an error that names it")
  func unwritable() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/none/w"
      let error = try #require(throws: FusionModelError.self) {
        try WeightFile.write(model, to: path)
      }
      #expect(error.code == .weights && error.description.contains("\(folder)/none"))
    }
  }
}

extension ModelConfiguration {
  /// `tiny` with half the feature channels: the same keys, other shapes.
  fileprivate static let slim: Self = {
    var configuration = tiny
    configuration.width = 4
    return configuration
  }()
}
