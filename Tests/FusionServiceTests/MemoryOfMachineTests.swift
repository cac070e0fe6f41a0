// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing

@testable import FusionService

@Suite(.tags(.unit)) struct MemoryOfMachineTests {
  @Test("The least limit of the control groups around the process counts")
  func groups() throws {
    try withTemporaryFolder { (folder: String) throws in
      try FileManager.default.createDirectory(
        atPath: "\(folder)/system.slice/own", withIntermediateDirectories: true)
      func write(_ text: String, _ name: String) throws {
        try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
      }
      func limit() -> Int? {
        ServiceLimits.leastGroupLimit(table: "\(folder)/table", root: folder)
      }
      #expect(limit() == nil)
      try write("4:memory:/other\n0::/system.slice/own\n", "table")
      #expect(limit() == nil)
      try write("max\n", "system.slice/own/memory.max")
      #expect(limit() == nil)
      try write("4000\n", "system.slice/memory.max")
      #expect(limit() == 4000)
      try write("3000\n", "system.slice/own/memory.max")
      #expect(limit() == 3000)
      try write("2000\n", "memory.max")
      #expect(limit() == 2000)
      try write("0::/\n", "table")
      #expect(limit() == 2000)
    }
  }
}
