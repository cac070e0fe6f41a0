// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import FusionModel

/// What was measured once is not measured again.
@Suite("cache of the kernels' times", .tags(.unit))
struct KernelTimesCacheTests {
  private let one = KernelTimes(float32: 0.002, bfloat16: 0.001)
  private let other = KernelTimes(float32: 0.004, bfloat16: 0.005)

  /// The times that a process with this cache works with, and whether it measured `measured`.
  private func ask(
    _ folder: String?, key: String = "here", measured: KernelTimes
  ) -> (times: KernelTimes?, hasMeasured: Bool) {
    var hasMeasured = false
    let times = KernelTimesCache(folder: folder, key: key).times {
      hasMeasured = true
      return measured
    }
    return (times, hasMeasured)
  }

  @Test("the first process measures, the next one reads; each key has its own times")
  func hit() throws {
    try withTemporaryFolder { folder in
      let cache = "\(folder)/made/on/demand"
      #expect(ask(cache, measured: one) == (one, true))
      #expect(ask(cache, measured: other) == (one, false))
      #expect(ask(cache, key: "elsewhere", measured: other) == (other, true))
      #expect(ask(cache, measured: other) == (one, false))
      let names = try FileManager.default.contentsOfDirectory(atPath: cache)
      #expect(names == ["precision.json"], "nothing of writing is left")
    }
  }

  @Test(
    "what cannot be read, or cannot be times, is measured anew and replaced",
    arguments: [
      "", "{", "[]", #"{"here": 3}"#, #"{"here": {"float32": 1}}"#,
      #"{"here": {"float32": 0, "bfloat16": 1}}"#, #"{"here": {"float32": -1, "bfloat16": 1}}"#,
    ])
  func damaged(_ content: String) throws {
    try withTemporaryFolder { folder in
      try Data(content.utf8).write(to: URL(filePath: "\(folder)/precision.json"))
      #expect(ask(folder, measured: one) == (one, true))
      #expect(ask(folder, measured: other) == (one, false))
    }
  }

  @Test("a file of more than a mebibyte is not read, and replaced")
  func large() throws {
    try withTemporaryFolder { folder in
      let content = #"{"here": {"float32": 0.002, "bfloat16": 0.001}}"#
      let space = String(repeating: " ", count: 1 << 20)
      try Data((content + space).utf8).write(to: URL(filePath: "\(folder)/precision.json"))
      #expect(ask(folder, measured: other) == (other, true))
      #expect(ask(folder, measured: one) == (other, false))
    }
  }

  @Test("a folder that cannot be written is no error")
  func unwritable() throws {
    try withTemporaryFolder { folder in
      let file = "\(folder)/file"
      try Data().write(to: URL(filePath: file))
      for place in [file, "/proc/nowhere", nil] {
        #expect(ask(place, measured: one) == (one, true))
        #expect(ask(place, measured: other) == (other, true))
      }
    }
  }

  @Test("one process keeps to its first times, also where there is no file")
  func constancy() {
    let cache = KernelTimesCache(folder: nil, key: "here")
    #expect(cache.times { one } == one)
    #expect(cache.times { other } == one)
  }

  @Test("a failed measurement is not kept")
  func failure() {
    let cache = KernelTimesCache(folder: nil, key: "here")
    #expect(cache.times { nil } == nil)
    #expect(cache.times { one } == one)
  }
}
