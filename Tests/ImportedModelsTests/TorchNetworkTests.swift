// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fusion
import FusionModel
import Imaging
import ImportedModels
import TestSupport
import Testing

@Suite("Imported networks: TorchScript", .tags(.unit))
struct TorchNetworkTests {
  @Test("two gray images of 0...1, of odd sizes", arguments: [(64, 48), (37, 23), (17, 16)])
  func gray(_ width: Int, _ height: Int) async throws {
    let pair = pair(width, height)
    let wanted = expected(pair) { 0.25 * $0 + 0.75 * $1 }
    #expect(distance(try await fused("gray.pt", pair), wanted) < 1e-6)
  }

  @Test(
    "infrared first, three channels of 0...255, sides of multiples of 16, the second result",
    arguments: [(64, 48), (37, 23), (17, 16)])
  func rgb(_ width: Int, _ height: Int) async throws {
    var conventions = NetworkConventions()
    conventions.order = [.second, .first]
    (conventions.channels, conventions.inputRange) = (.rgb, 0...255)
    (conventions.sizeMultiple, conventions.output) = (16, 1)
    conventions.outputRange = .fixed(0...255)
    let pair = pair(width, height)
    let wanted = expected(pair) { 0.25 * $0 + 0.75 * $1 }
    #expect(distance(try await fused("rgb.pt", pair, conventions), wanted) < 1e-5)
  }

  @Test("both in one input, -1...1", arguments: [(64, 48), (37, 23)])
  func stacked(_ width: Int, _ height: Int) async throws {
    var conventions = NetworkConventions()
    (conventions.isStacked, conventions.inputRange) = (true, -1...1)
    conventions.outputRange = .fixed(-1...1)
    let pair = pair(width, height)
    #expect(distance(try await fused("stacked.pt", pair, conventions), expected(pair, max)) < 1e-6)
  }

  @Test("mean and deviation a channel; three channels out become luminance")
  func normalized() async throws {
    var conventions = NetworkConventions()
    conventions.channels = .rgb
    (conventions.mean, conventions.deviation) = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
    let pair = pair(33, 21)
    let wanted = expected(pair) { 0.299 * $0 + 0.701 * $1 }
    #expect(distance(try await fused("normalized.pt", pair, conventions), wanted) < 1e-5)
  }

  @Test("a range that is found stretches each picture")
  func foundRange() async throws {
    var conventions = NetworkConventions()
    conventions.outputRange = .found
    let values = try await fused("gray.pt", pair(40, 30), conventions).values
    #expect(values.min() == 0 && values.max() == 1)
  }

  @Test("more pairs at once than there are copies come out the same")
  func severalAtOnce() async throws {
    let network = try ImportedNetwork(
      path: fixture("gray.pt"), conventions: NetworkConventions(), trusted: true, count: 2,
      device: .cpu, threads: 2)
    #expect(network.name == "gray")
    try await withThrowingTaskGroup(of: Float.self) { group in
      for side in 16..<24 {
        group.addTask {
          let pair = pair(side, 20)
          let found = try await network.fuse(pair, FusionContext())
          return distance(found, expected(pair) { 0.25 * $0 + 0.75 * $1 })
        }
      }
      for try await difference in group { #expect(difference < 1e-6) }
    }
  }

  @Test("no TorchScript runs unless it is trusted, and none is read")
  func untrusted() throws {
    let error = try #require(throws: ImportedModelError.self) {
      try ImportedNetwork(path: fixture("gray.pt"), conventions: NetworkConventions())
    }
    #expect(error.code == .untrusted && error.message.contains("is code"))
  }

  static let failures: [(file: String, code: ImportedModelError.Code, words: [String])] = [
    ("absent.pt", .file, ["no such file"]),
    ("text.pt", .file, ["no TorchScript", "torch.jit.save"]),
    ("weights.pt", .file, ["no TorchScript", "weights alone"]),
    ("half.pt", .output, ["[1, 1, 10, 16]", "[1, 1, 20, 32]"]),
    ("undefined.pt", .output, ["640 pixels", "finite"]),
    ("failing.pt", .engine, ["RuntimeError"]),
    ("dictionary.pt", .engine, ["GenericDict", "a tensor"]),
    ("three.pt", .inputs, ["takes 3 inputs", "2 is wanted"]),
    ("stacked.pt", .inputs, ["takes 1 inputs", "2 is wanted"]),
  ]

  @Test("what is wrong names the file, in one line", arguments: failures.map(\.file))
  func failure(_ file: String) async throws {
    let wanted = try #require(Self.failures.first { $0.file == file })
    let error = try #require(
      await #expect(throws: ImportedModelError.self) {
        _ = try await fused(file, pair(32, 20))
      })
    #expect(error.code == wanted.code && error.subject == fixture(file))
    for word in wanted.words { #expect(error.message.contains(word), "\(error)") }
    #expect(!"\(error)".contains("\n"), "\(error)")
  }

  @Test("a result that is not there is an error")
  func missingOutput() async throws {
    var conventions = NetworkConventions()
    conventions.output = 1
    let error = try #require(
      await #expect(throws: ImportedModelError.self) {
        _ = try await fused("gray.pt", pair(32, 20), conventions)
      })
    #expect(error.message.contains("gives 1 tensors; number 1"), "\(error)")
  }
}
