// SPDX-License-Identifier: Apache-2.0

import Foundation
import Safetensors
import TestBasics
import Testing

@Suite("safetensors: writing", .tags(.unit))
struct SafetensorsWritingTests {
  private static let tensor = StoredTensor.counting("w", .float32, [4])

  private func failure(
    writing sources: [SafetensorsWriter.Source], to path: String
  ) throws -> SafetensorsError {
    try #require(throws: SafetensorsError.self) {
      try SafetensorsWriter.write(to: path, sources)
    }
  }

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
  }

  @Test("a file of that name is replaced, and nothing else is left")
  func replaces() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/f"
      try write([1, 2, 3], to: path)
      try SafetensorsWriter.write(to: path, [Self.tensor.source])
      #expect(try SafetensorsFile(path: path).stored() == ["w": Self.tensor])
      #expect(try names(in: folder) == ["f"])
    }
  }

  @Test("an open file keeps its bytes while another takes its name")
  func replacedWhileOpen() throws {
    try withTemporaryFolder { folder in
      try SafetensorsWriter.write(to: "\(folder)/f", [Self.tensor.source])
      let old = try SafetensorsFile(path: "\(folder)/f")
      try SafetensorsWriter.write(to: "\(folder)/f", [])
      #expect(try old.stored() == ["w": Self.tensor])
    }
  }

  @Test("a file that is shortened while it is open is an error, not a signal")
  func shortenedWhileOpen() throws {
    try withTemporaryFolder { folder in
      let large = StoredTensor.counting("w", .uint8, [1 << 16])
      try SafetensorsWriter.write(to: "\(folder)/f", [large.source])
      let file = try SafetensorsFile(path: "\(folder)/f")
      try #require(truncate("\(folder)/f", 100) == 0)
      let error = try #require(throws: SafetensorsError.self) { try file.bytes(of: "w") }
      #expect(error.code == .truncated && error.key == "w")
    }
  }

  @Test("a name of the greatest length works")
  func longName() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/\(String(repeating: "n", count: 255))"
      try SafetensorsWriter.write(to: path, [Self.tensor.source])
      #expect(try SafetensorsFile(path: path).entries.count == 1)
    }
  }

  @Test("a folder that is missing, a file, or not to be written to")
  func unwritableFolder() throws {
    try withTemporaryFolder { folder in
      try write([], to: "\(folder)/file")
      for place in ["\(folder)/missing", "\(folder)/file", "/proc"] {
        let error = try failure(writing: [Self.tensor.source], to: "\(place)/f")
        #expect(error.code == .cannotWrite && error.path == "\(place)/f")
      }
      #expect(try names(in: folder) == ["file"])
    }
  }

  @Test("a place taken by a folder leaves nothing behind")
  func takenByFolder() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/taken"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      #expect(try failure(writing: [Self.tensor.source], to: path).code == .cannotWrite)
      #expect(try names(in: folder) == ["taken"])
    }
  }

  @Test("bytes that do not fit the shape leave the old file as it was", arguments: [0, 3, 15, 17])
  func wrongByteCount(count: Int) throws {
    try withTemporaryFolder { folder in
      try write([1, 2, 3], to: "\(folder)/f")
      var wrong = Self.tensor
      wrong.bytes = Array(repeating: 0, count: count)
      let error = try failure(writing: [wrong.source], to: "\(folder)/f")
      #expect(error.code == .invalidEntry && error.key == "w")
      #expect(try contents(of: "\(folder)/f") == [1, 2, 3])
      #expect(try names(in: folder) == ["f"])
    }
  }

  @Test("invalid tensors are refused")
  func invalidEntries() throws {
    func tensor(_ key: String, _ shape: [Int]) -> SafetensorsWriter.Source {
      StoredTensor(key: key, elementType: .float32, shape: shape, bytes: []).source
    }
    let cases = [
      [tensor("__metadata__", [0])], [tensor("a", [0]), tensor("a", [0])], [tensor("a", [-1])],
      [tensor("a", [0, -1])], [tensor("a", [.max])], [tensor("a", [1 << 32, 1 << 32])],
      [tensor("a", [1 << 60]), tensor("b", [1 << 60])],
    ]
    try withTemporaryFolder { folder in
      for sources in cases {
        let error = try failure(writing: sources, to: "\(folder)/f")
        #expect(error.code == .invalidEntry && error.key == sources.last?.key)
      }
      #expect(try names(in: folder).isEmpty)
    }
  }
}
