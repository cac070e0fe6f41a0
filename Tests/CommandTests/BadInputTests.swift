// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import FusionModel
import Imaging
import TestSupport
import Testing

@testable import FusionCommand

/// `daefuse fuse` on bad input: one line that says what is wrong, the right exit code, no output.
@Suite(.tags(.endToEnd)) struct BadInputTests {
  /// A mistake: how it comes about, and what is said of it.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let name: String
    var arguments: [String] = []
    var status: Int32 = 1
    let says: [String]
    let prepare: @Sendable (Workspace) throws -> Void

    init(
      _ name: String, arguments: [String] = [], status: Int32 = 1, says: [String],
      prepare: @escaping @Sendable (Workspace) throws -> Void = { _ in }
    ) {
      (self.name, self.arguments, self.status) = (name, arguments, status)
      (self.says, self.prepare) = (says, prepare)
    }

    var testDescription: String { name }
  }

  static let mistakes = [
    Mistake("missing file", says: ["visible/1.png: no such file"]) {
      try FileManager.default.removeItem(atPath: $0["visible/1.png"])
    },
    Mistake("folder against file", status: 2, says: ["is a folder", "two files or two folders"]) {
      try FileManager.default.removeItem(atPath: $0["visible/1.png"])
      try FileManager.default.createDirectory(
        atPath: $0["visible/1.png"], withIntermediateDirectories: false)
    },
    Mistake("empty file", says: ["infrared/1.png", "empty"]) {
      try $0.write([], to: "infrared/1.png")
    },
    Mistake("truncated PNG", says: ["visible/1.png"]) {
      try $0.truncate("visible/1.png", as: "png")
    },
    Mistake("truncated JPEG", says: ["visible/1.png"]) {
      try $0.truncate("visible/1.png", as: "jpg")
    },
    Mistake("truncated TIFF", says: ["visible/1.png"]) {
      try $0.truncate("visible/1.png", as: "tif")
    },
    Mistake("text named .png", says: ["infrared/1.png: not an image"]) {
      try $0.write("hello, I am a text\n".utf8, to: "infrared/1.png")
    },
    Mistake("1x1 image", says: ["1x1", "16x16 is wanted"]) {
      let dot = Image(
        size: ImageSize(width: 1, height: 1), colorModel: .gray, samples: .uint8([7]))
      try dot.write(to: $0["visible/1.png"])
    },
    Mistake("header bomb", says: ["visible/1.png", "20000x20000", "--max-pixels"]) {
      try $0.write(headerBomb, to: "visible/1.png")
    },
    Mistake(
      "more pixels than are to be read", arguments: ["--max-pixels", "3071"],
      says: ["visible/1.png: too large: 64x48", "3071", "--max-pixels"]),
    Mistake(
      "no valid pixel",
      says: ["visible/1.png, ", "infrared/1.png: no pixel of either image is valid"]
    ) {
      try $0.blank("visible/1.png")
      try $0.blank("infrared/1.png")
    },
    Mistake("unequal sizes", says: ["64x48", "32x48", "--resize-second"]) {
      try $0.narrowInfrared()
    },
    Mistake(
      "output in a missing folder", arguments: ["-o", "nowhere/f.png"], says: ["nowhere/f.png"]),
    Mistake(
      "output of unknown kind", arguments: ["-o", "f.gif"], status: 2,
      says: ["f.gif", "png, jpg, tif"]),
    Mistake(
      "file as folder", arguments: ["-o", "tiny.safetensors/f.png"],
      says: ["tiny.safetensors/f.png"]),
    Mistake(
      "weights that are an image", arguments: ["--model", "visible/1.png"],
      says: ["visible/1.png"]),
    Mistake(
      "weights not there", arguments: ["--model", "nope"], status: 2, says: ["nope: no such file"]),
    Mistake(
      "weight file not there", arguments: ["--model", "nope.safetensors"],
      says: ["nope.safetensors: no such file"]),
    Mistake(
      "preset without weights", arguments: ["--model", "tiny"], says: ["tiny", "shipped"]),
    Mistake("truncated weights", says: ["tiny.safetensors"]) {
      try $0.write($0.bytes("tiny.safetensors").dropLast(1000), to: "tiny.safetensors")
    },
    Mistake("weights of another network", says: ["tiny.safetensors", "blocks.1"]) { workspace in
      var deeper = ModelConfiguration.tiny
      deeper.depth = 2
      try workspace.claim(deeper)
    },
    Mistake("impossible network", says: ["tiny.safetensors", "heads"]) { workspace in
      var odd = ModelConfiguration.tiny
      odd.heads = 3
      try workspace.claim(odd)
    },
    Mistake("device not there", arguments: ["--device", "cuda:7"], says: ["cuda:7 is not"]),
    Mistake("unknown device", arguments: ["--device", "tpu"], status: 2, says: ["tpu"]),
    Mistake("range reversed", arguments: ["--range", "9:2"], status: 2, says: ["9:2"]),
    Mistake(
      "two ranges", arguments: ["--range", "1:2", "--percentile", "1:99"], status: 2,
      says: ["--percentile"]),
    Mistake(
      "no pair at once", arguments: ["--at-once", "0"], status: 2, says: ["--at-once is 0"]),
    Mistake("tiny tiles", arguments: ["--tile", "40"], status: 2, says: ["40", "256"]),
  ]

  @Test(arguments: mistakes)
  func isRefused(_ mistake: Mistake) throws {
    try Workspace.with { workspace in
      try mistake.prepare(workspace)
      let before = try workspace.files(in: "")
      // Relative names in the arguments are names in the workspace; the last -o counts.
      let more = mistake.arguments.map { $0.contains(/[.\/]/) ? workspace[$0] : $0 }
      let outcome = try Command.run(
        ["fuse", workspace["visible/1.png"], workspace["infrared/1.png"]] + workspace.model
          + (more.contains("-o") ? more : ["-o", workspace["f.png"]] + more))
      #expect(outcome.status == mistake.status, "\(outcome.errors)")
      for text in mistake.says {
        #expect(outcome.errors.contains(text), "\(outcome.errors)")
      }
      // The argument parser adds how the command is used.
      let lines = outcome.errors.split(separator: "\n")
        .prefix { !$0.hasPrefix("Help:") && !$0.hasPrefix("Usage:") }
      #expect(lines.count == 1, "\(outcome.errors)")
      #expect(try workspace.files(in: "") == before)
    }
  }

  @Test func unequalSizesAreFusedWhenTold() throws {
    try Workspace.with { workspace in
      try workspace.narrowInfrared()
      #expect(try workspace.fuse("f.png", "--resize-second", "--panel").status == 0)
      #expect(try Image(contentsOf: workspace["f.png"]).size.width == 3 * 64 + 16)
    }
  }

  @Test func largeImagesAreFusedWhenTold() throws {
    try Workspace.with { workspace in
      let outcome = try workspace.fuse("f.png", "--max-pixels", "3072")
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }

  /// 400 megapixels, twice the standard, need more memory too.
  @Test func morePixelsMayTakeMoreMemory() throws {
    let standard = ImageDecodingPolicy.standard
    func policy(_ words: String...) throws -> ImageDecodingPolicy {
      try ReadingOptions.parse(words).policy
    }
    #expect(try policy() == standard)
    #expect(
      try policy("--max-pixels", "400000000")
        == ImageDecodingPolicy(
          maximumByteCount: 2 * standard.maximumByteCount, maximumPixelCount: 400_000_000))
    #expect(try policy("--max-pixels", "5").maximumByteCount == standard.maximumByteCount)
  }

  @Test func fullDiskLeavesNothing() throws {
    try Workspace.with { workspace in
      let outcome = try Command.run(
        after: "trap '' XFSZ; ulimit -f 1",
        ["fuse", workspace["visible/1.png"], workspace["infrared/1.png"]]
          + ["-o", workspace["f.png"]] + workspace.model)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("f.png"))
      #expect(try workspace.files(in: "") == ["infrared", "tiny.safetensors", "visible"])
    }
  }
}

extension Workspace {
  /// Makes the file an image of that format without its second half.
  fileprivate func truncate(_ name: String, as format: String) throws {
    let whole = "whole.\(format)"
    try Image(contentsOf: self[name]).write(to: self[whole])
    let bytes = try bytes(whole)
    try FileManager.default.removeItem(atPath: self[whole])
    try write(bytes.prefix(bytes.count / 2), to: name)
  }

  /// Makes the infrared image half as wide as the visible one.
  fileprivate func narrowInfrared() throws {
    let size = ImageSize(width: 32, height: 48)
    let samples = [UInt8](repeating: 90, count: size.pixelCount)
    try Image(size: size, colorModel: .gray, samples: .uint8(samples))
      .write(to: self["infrared/1.png"])
  }

  /// Has the weight file claim to be of another network than its tensors are.
  fileprivate func claim(_ configuration: ModelConfiguration) throws {
    let old = Array(ModelConfiguration.tiny.json.replacing("\"", with: "\\\"").utf8)
    let new = Array(configuration.json.replacing("\"", with: "\\\"").utf8)
    // One digit differs, so that the header keeps its length.
    try write(try bytes("tiny.safetensors").replacing(old, with: new), to: "tiny.safetensors")
  }
}

/// A PNG of under a hundred bytes that claims 20000x20000 pixels; lengths and checksums are right.
private let headerBomb: [UInt8] =
  [137, 80, 78, 71, 13, 10, 26, 10]
  + chunk("IHDR", [0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20, 8, 2, 0, 0, 0])
  + chunk("IDAT", [0x78, 0x9C, 3, 0, 0, 0, 0, 1]) + chunk("IEND", [])

private func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
  let body = Array(type.utf8) + data
  return [0, 0, 0, UInt8(data.count)] + body + crc(body)
}

/// The checksum of a PNG chunk (ISO 3309), most significant byte first.
private func crc(_ bytes: [UInt8]) -> [UInt8] {
  let value = bytes.reduce(~UInt32(0)) { sum, byte in
    (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
      sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1
    }
  }
  return (0..<4).map { UInt8(truncatingIfNeeded: ~value >> (24 - 8 * $0)) }
}
