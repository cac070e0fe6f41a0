// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import TestSupport
import Testing

@testable import FusionCommand

/// Numbers that an option does not take: the message says what was found and what is wanted, of
/// those that begin with a minus sign, too.
@Suite(.tags(.unit)) struct NumberOptionTests {
  /// A call, then what its message says.
  static let calls: [(words: [String], says: [String])] = [
    (["fuse", "--tile", "-5"], ["-5 is not a tile size", "256 and up is wanted"]),
    (["fuse", "--highlight", "warm"], ["warm is no threshold", "or 95% is wanted"]),
    (["fuse", "--highlight", "101%"], ["101% is no percentile; 0% to 100%"]),
    (["fuse", "--highlight", "9", "--color", "gray"], ["--highlight marks in color"]),
    (["fuse", "--highlight", "9", "--palette", "white-hot"], ["has no color", "iron, rainbow"]),
    (["fuse", "--highlight", "9", "--palette", "lava"], ["lava", "white-hot"]),
    (["fuse", "--align", "r.json", "--distance", "-3"], ["--distance is -3.0; meters above 0"]),
    (["fuse", "--max-pixels", "-1"], ["--max-pixels is -1; 1 to"]),
    (["fuse", "--at-once", "-4"], ["--at-once is -4; 1 to 64"]),
    (["fuse", "--threads", "-2"], ["--threads is -2; 1 to 1024"]),
    (["evaluate", "--threads", "-2"], ["--threads is -2; 1 to 1024"]),
    (["train", "--threads", "-2"], ["--threads is -2; 1 to 1024"]),
    (["train", "--seed", "-1"], ["-1 is no seed", "0 to 18446744073709551615"]),
    (["train", "--seed", "1.5"], ["1.5 is no seed"]),
    (["train", "--steps", "-3"], ["--steps is -3; at least 1"]),
    (["train", "--steps", "0"], ["--steps is 0; at least 1"]),
    (["train", "--batch", "-3"], ["--batch is -3; at least 1"]),
    (["train", "--batch", "0"], ["--batch is 0; at least 1"]),
    (["train", "--crop", "-32"], ["--crop is -32; at least 32"]),
    (["train", "--phase1-epochs", "-1"], ["--phase1-epochs is -1; at least 0"]),
    (["train", "--phase2-epochs", "-1"], ["--phase2-epochs is -1; at least 0"]),
    (["average", "--shares", "-1,2"], ["--shares is -1,2; numbers above 0"]),
    (["bench", "--repeats", "-1"], ["--repeats is -1; 1 to 10000"]),
    (["bench", "--seconds", "-1"], ["--seconds is -1.0; above 0"]),
    (
      ["bench", "--size", "16x16", "20000x10001"],
      ["--size is 20000x10001, 200020000 pixels; at most 200000000 pixels", "--max-pixels"]
    ),
    (["info", "--size", "-64x48"], ["-64x48 is not a size"]),
    (["scene", "--count", "-1"], ["--count is -1; 1 to 1000"]),
    (["scene", "--seed", "-1"], ["-1 is no seed"]),
  ]

  @Test(arguments: calls)
  func areRefused(_ words: [String], _ says: [String]) throws {
    let error = try #require(throws: (any Error).self) { try parse(words) }
    #expect(FusionCommand.ExitStatus(error) == .mistake)
    let message = Root.message(for: error)
    for text in says { #expect(message.contains(text), "\(message)") }
  }

  @Test(arguments: [
    ["bench", "--size", "20000x10000", "64x64"], ["train", "--phase1-epochs", "0"],
    ["fuse", "--highlight", "-20", "--palette", "rainbow"], ["fuse", "--highlight", "97.5%"],
    ["train", "--steps", "1", "--batch", "1", "--seed", "0"],
  ])
  func smallestAndLargestAreTaken(_ words: [String]) throws { try parse(words) }

  private func parse(_ words: [String]) throws {
    _ = try Root.parseAsRoot(
      [words[0]] + (ExitStatusTests.calls[words[0]] ?? []) + words.dropFirst())
  }
}
