// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Safetensors
import TestBasics
import Testing

/// Breaks valid files in small ways.
private struct Mutator {
  var generator: SplitMix64
  static let tokens = [
    "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud83d", "0", "9223372036854775807", "-1",
    "1e9", "null", "\"w\"", "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"",
    "\"F32\"", "\"BOOL\"", " ", "\n", "\0", "é",
  ].map { Array($0.utf8) }

  mutating func mutate(_ header: [UInt8]) -> [UInt8] {
    var header = header
    for _ in 0..<Int.random(in: 1...2, using: &generator) {
      let position = Int.random(in: 0..<header.count, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: header[position] = .random(in: 0...255, using: &generator)
      case 1: header[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 2 where header.count > 1: header.remove(at: position)
      case 3: header.insert(contentsOf: header.prefix(position).suffix(12), at: position)
      case 4: header[position] = UInt8.random(in: 0x30...0x39, using: &generator)
      default:
        header.insert(contentsOf: Self.tokens.randomElement(using: &generator) ?? [], at: position)
      }
    }
    return header
  }

  /// A file with a mutated header, at times also of a wrong length or cut short.
  mutating func file() -> [UInt8] {
    let header = mutate(richHeader)
    let lying = Int.random(in: 0..<10, using: &generator) == 0
    let length = UInt64(header.count) &+ (lying ? generator.next() >> 56 &- 128 : 0)
    let file = safetensors(header, data: 26, length: length)
    let cut = Int.random(in: 0..<10, using: &generator) == 0
    return cut ? Array(file.prefix(Int.random(in: 0...file.count, using: &generator))) : file
  }
}

@Suite("safetensors: mutated files", .tags(.unit))
struct SafetensorsFuzzTests {
  /// Opens the file and touches all of its bytes; whether it was accepted.
  private func accepts(_ path: String) throws -> Bool {
    do {
      _ = try SafetensorsFile(path: path).stored()
      return true
    } catch let error as SafetensorsError {
      #expect(error.path == path)
      return false
    }
  }

  @Test("are read or refused, never more", arguments: [1, 2, 3, 4])
  func noCrash(seed: UInt64) throws {
    var mutator = Mutator(generator: SplitMix64(seed: seed))
    var accepted = 0
    try withTemporaryFolder { folder in
      // Each a file of its own: some file systems flush one that is written over.
      for index in 0..<2500 {
        try write(mutator.file(), to: "\(folder)/\(index)")
        if try accepts("\(folder)/\(index)") { accepted += 1 }
      }
    }
    // Some mutations, such as of a name, leave the file valid; most do not.
    #expect(25..<1250 ~= accepted)
  }

  @Test(
    "what is read here, the format's own library reads",
    .enabled(if: Python.hasSafetensors, "python3 with safetensors is not installed"))
  func noMoreLenient() throws {
    var mutator = Mutator(generator: SplitMix64(seed: 5))
    try withTemporaryFolder { folder in
      var accepted: Set<String> = []
      for index in 0..<2000 {
        try write(mutator.file(), to: "\(folder)/\(index)")
        if try accepts("\(folder)/\(index)") { accepted.insert("\(index)") }
      }
      let printed = try Python.run(Self.listReadable, folder)
      let readable = Set(printed.split(separator: "\n").map(String.init))
      #expect(accepted.subtracting(readable).isEmpty)
      #expect(accepted.count > 25)
    }
  }

  private static let listReadable = """
    import os, sys, safetensors
    for name in os.listdir(sys.argv[1]):
        try:
            safetensors.deserialize(open(os.path.join(sys.argv[1], name), "rb").read())
            print(name)
        except safetensors.SafetensorError:
            pass
    """
}
