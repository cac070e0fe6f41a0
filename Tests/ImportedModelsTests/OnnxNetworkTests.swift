// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fusion
import ImportedModels
import TestSupport
import Testing

@Suite("Imported networks: ONNX", .tags(.unit))
struct OnnxNetworkTests {
  private var second: NetworkConventions {
    var conventions = NetworkConventions()
    conventions.output = 1
    return conventions
  }

  @Test(
    "a graph of sides that vary", .enabled(if: OnnxRuntime.path != nil, OnnxRuntime.advice),
    arguments: [(64, 48), (37, 23)])
  func weighted(_ width: Int, _ height: Int) async throws {
    let pair = pair(width, height)
    let found = try await fused("weighted.onnx", pair, second, runtime: OnnxRuntime.path)
    #expect(distance(found, expected(pair) { 0.25 * $0 + 0.75 * $1 }) < 1e-6)
  }

  static let failures: [(file: String, code: ImportedModelError.Code, words: [String])] = [
    ("fixed.onnx", .inputs, ["input vi", "[1, 1, 32, 32]", "[1, 1, 21, 32]"]),
    ("one.onnx", .inputs, ["takes 1 inputs", "2 is wanted"]),
    ("absent.onnx", .file, ["no such file"]),
  ]

  @Test(
    "what is wrong names the file", .enabled(if: OnnxRuntime.path != nil, OnnxRuntime.advice),
    arguments: failures.map(\.file))
  func failure(_ file: String) async throws {
    let wanted = try #require(Self.failures.first { $0.file == file })
    let error = try #require(
      await #expect(throws: ImportedModelError.self) {
        _ = try await fused(file, pair(32, 21), runtime: OnnxRuntime.path)
      })
    #expect(error.code == wanted.code && error.subject == fixture(file))
    for word in wanted.words { #expect(error.message.contains(word), "\(error)") }
  }

  @Test(
    "what is no graph is an error", .enabled(if: OnnxRuntime.path != nil, OnnxRuntime.advice))
  func damaged() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/text.onnx"
      try "no graph\n".write(toFile: path, atomically: true, encoding: .utf8)
      let error = try #require(throws: ImportedModelError.self) {
        try ImportedNetwork(
          path: path, conventions: NetworkConventions(), runtime: OnnxRuntime.path)
      }
      #expect(error.code == .file && error.subject == path)
    }
  }

  @Test("an output that is not there is an error", .enabled(if: OnnxRuntime.path != nil))
  func missingOutput() async throws {
    var conventions = NetworkConventions()
    conventions.output = 2
    let error = try #require(
      await #expect(throws: ImportedModelError.self) {
        _ = try await fused("weighted.onnx", pair(32, 21), conventions, runtime: OnnxRuntime.path)
      })
    #expect(error.code == .output && error.message.contains("2 outputs; number 2"), "\(error)")
  }

  @Test("a library that is missing or none is an error that names it")
  func noRuntime() throws {
    for library in ["/nonexistent/libonnxruntime.so", fixture("text.pt")] {
      let error = try #require(throws: ImportedModelError.self) {
        try ImportedNetwork(
          path: fixture("weighted.onnx"), conventions: NetworkConventions(), runtime: library)
      }
      #expect(error.code == .runtime && error.subject == library, "\(error)")
      #expect(error.message.contains("ONNXRUNTIME"))
    }
    let error = try #require(throws: ImportedModelError.self) {
      try ImportedNetwork(
        path: fixture("weighted.onnx"), conventions: NetworkConventions(), runtime: "")
    }
    #expect(error.code == .runtime && error.message.contains("ONNXRUNTIME is wanted"), "\(error)")
  }
}
