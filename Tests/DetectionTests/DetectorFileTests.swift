// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers
import Tensors
import TestSupport
import Testing

@testable import Detection

/// Files of weights, good and bad.
@Suite("files of detectors", .singleThreaded, .tags(.unit)) struct DetectorFileTests {
  @Test("what is written is read again, whatever the number of classes")
  func roundTrip() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/detector.safetensors"
      try Detector.writeUntrained(classCount: 3, to: path)
      let network = try YOLOXNano.loaded(path: path)
      #expect(network.classCount == 3 && network.convolutions.count == 113)
      let made = YOLOXNano(classCount: 3, using: RandomGenerator(seed: 1))
      for (found, wanted) in zip(network.convolutions, made.convolutions) {
        #expect(found.weight.values(as: Float.self) == wanted.weight.values(as: Float.self))
      }
    }
  }

  @Test("convolutions of an ONNX file come in the order of its nodes")
  func onnx() throws {
    let list = try list(ONNXBytes([("b", [2, 1, 3, 3], 2), ("a", [1, 2, 1, 1], 1)]).bytes)
    #expect(list.map(\.name) == ["b.w", "a.w"])
    #expect(list.map(\.weight.shape) == [[2, 1, 3, 3], [1, 2, 1, 1]])
    #expect(list.map(\.bias.shape) == [[2], [1]])
    #expect(list[1].weight.values(as: Double.self) == [0, 0.125])
  }

  @Test("a file that is cut off anywhere, or has a changed byte, is an error or another list")
  func damage() throws {
    let bytes = ONNXBytes([("a", [1, 2, 1, 1], 1)]).bytes
    for count in 0..<bytes.count {
      #expect(throws: DetectionError.self) { try list(Array(bytes.prefix(count))) }
    }
    for index in bytes.indices {
      for change: UInt8 in [0x01, 0x80, 0xFF] {
        var damaged = bytes
        damaged[index] ^= change
        do { _ = try list(damaged) } catch is DetectionError {}
      }
    }
  }

  @Test(
    "a bad file is named with what was found and what is wanted",
    arguments: [
      ("a.onnx", Array("no protobuf".utf8), "no ONNX file"),
      ("a.onnx", ONNXBytes([("a", [1, 1, 1, 1], 1)], kind: 10).bytes, "float32 is wanted"),
      ("a.onnx", ONNXBytes([("a", [1, 1, 1, 1], 1)]).bytes, "holds 1 convolutions; the 113"),
      (
        "a.onnx", ONNXBytes((0..<113).map { ("c\($0)", [2, 2, 1, 1], 2) }).bytes,
        "c0.w: is of shape [2, 2, 1, 1]; [16, 12, 3, 3] of YOLOX-Nano is wanted"
      ),
      ("a.safetensors", Array("short".utf8), "a.safetensors: "),
    ])
  func badFiles(_ name: String, _ bytes: [UInt8], _ wanted: String) throws {
    try withTemporaryFolder { folder in
      try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
      let error = try #require(throws: DetectionError.self) {
        try YOLOXNano.loaded(path: "\(folder)/\(name)")
      }
      #expect(error.code == .weights)
      #expect("\(error)".hasPrefix("\(folder)/\(name)") && "\(error)".contains(wanted), "\(error)")
    }
  }

  @Test("a file that is not there is named", arguments: ["onnx", "safetensors"])
  func missing(_ kind: String) throws {
    let error = #expect(throws: DetectionError.self) {
      try YOLOXNano.loaded(path: "/nowhere/a.\(kind)")
    }
    #expect(error.map { "\($0)" } == "/nowhere/a.\(kind): no such file")
  }

  private func list(_ bytes: [UInt8]) throws -> [ConvolutionWeights] {
    try ONNXGraph(bytes, path: "a.onnx").convolutions()
  }
}
