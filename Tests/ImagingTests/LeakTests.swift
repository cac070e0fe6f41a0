// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

@Suite(.tags(.unit)) struct LeakTests {
  /// Runs in a process of its own, whose memory nothing else moves. A leak of an image per
  /// reading, or of a file's bytes per writing, would show as about forty megabytes.
  @Test(.disabled(if: Sanitizers.areOn, Sanitizers.advice))
  func readingAndWritingDoNotLeak() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let image = Pattern.noise(width: 256, height: 256)
      let wholes = ["png", "jpg", "tif", "webp"].map { folder.path("whole.\($0)") }
      for path in wholes { try image.write(to: path) }
      let cuts = try wholes.enumerated().map { index, path in
        let content = try bytes(of: path)
        return try folder.file("cut\(index)", content.prefix(content.count * 2 / 3))
      }
      func work(times: Int) throws {
        for _ in 0..<times {
          for path in wholes { try image.write(to: path) }
          for path in wholes { _ = try Image(contentsOf: path) }
          for path in cuts { _ = try? Image(contentsOf: path) }
        }
      }
      try work(times: 10)
      let before = try residentBytes()
      try work(times: 60)
      #expect(try residentBytes() - before < 16 << 20)
    }
  }
}

/// Memory that this process holds, in bytes; its peak where the system does not tell.
private func residentBytes() throws -> Int {
  #if os(Linux)
    let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      .split(separator: " ")[1]
    return (Int(pages) ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  #else
    var usage = rusage()
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss
  #endif
}
