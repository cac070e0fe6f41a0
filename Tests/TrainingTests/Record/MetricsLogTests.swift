// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
import TestSupport
import Testing

@testable import Training

@Suite("metrics log", .tags(.unit))
struct MetricsLogTests {
  private func row(_ step: Int, _ kind: MetricsRow.Kind = .training) -> MetricsRow {
    MetricsRow(kind, phase: "fusion", step: step, values: ["loss/total": 1 / Double(step)])
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  @Test("a row is one flat object with its names sorted; what is no number is null")
  func line() throws {
    let row = MetricsRow(
      .validation, phase: "fusion", step: 12,
      values: ["b": .infinity, "a/x": 0.1, "z": 1e-7, "c": .nan, "\"ü\n": 3])
    let wanted =
      #"{"\"ü\n":3,"a/x":0.1,"b":null,"c":null,"kind":"validation","phase":"fusion","step":12,"#
      + #""z":1e-07}"# + "\n"
    #expect(row.line == wanted)
    let read = try JSONDecoder().decode(MetricsRow.self, from: Data(row.line.utf8))
    #expect(read.kind == .validation && read.phase == "fusion" && read.step == 12)
    #expect(read.values["a/x"] == 0.1 && read.values["z"] == 1e-7 && read.values.count == 5)
    #expect(read.values["b"]?.isNaN == true && read.values["c"]?.isNaN == true)
  }

  @Test("every line is in the file as soon as it is appended")
  func appending() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/metrics.jsonl"
      let log = try MetricsLog(path: path, keepingSteps: 0)
      for step in 1...3 {
        try log.append(row(step))
        #expect(try text(path) == (1...step).map { row($0).line }.joined())
      }
      try log.synchronize()
      #expect(try MetricsLog.rows(of: path) == (1...3).map { row($0) })
    }
  }

  @Test("a resumed log reads as if never interrupted", arguments: 0...5)
  func resuming(_ checkpoint: Int) throws {
    try withTemporaryFolder { folder in
      let (whole, resumed) = ("\(folder)/whole.jsonl", "\(folder)/resumed.jsonl")
      func write(_ steps: ClosedRange<Int>, to path: String, after stepsTaken: Int) throws {
        let log = try MetricsLog(path: path, keepingSteps: stepsTaken)
        for step in steps {
          try log.append(row(step))
          if step % 2 == 0 { try log.append(row(step, .validation)) }
        }
      }
      try write(1...8, to: whole, after: 0)
      try write(1...5, to: resumed, after: 0)
      try AppendedFile(path: resumed).append(row(6).line.utf8.dropLast(4))
      try write(checkpoint + 1...8, to: resumed, after: checkpoint)
      #expect(try text(resumed) == text(whole))
    }
  }

  @Test("a torn last line is passed over, a damaged line before it is named")
  func damage() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/metrics.jsonl"
      func write(_ text: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
      try write(row(1).line + row(2).line.dropLast(1))
      #expect(try MetricsLog.rows(of: path) == [row(1)])
      for torn in ["", "{\"ki"] {
        try write(torn)
        #expect(try MetricsLog.rows(of: path).isEmpty)
      }
      try write(row(1).line + "\n" + row(3).line)
      let error = #expect(throws: TrainingError.self) { _ = try MetricsLog.rows(of: path) }
      #expect(error?.description == "\(path): line 2 is no row of numbers")
      #expect(throws: TrainingError.self) { _ = try MetricsLog(path: path, keepingSteps: 1) }
    }
  }

  @Test("a log is cut where the steps begin that are taken again; what is behind is not looked at")
  func cutting() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/metrics.jsonl"
      let kept = row(1).line + row(2).line
      try Data((kept + row(3).line + "damaged\n").utf8).write(to: URL(filePath: path))
      _ = try MetricsLog(path: path, keepingSteps: 2)
      #expect(try text(path) == kept)
    }
  }

  @Test("a file that cannot be written is named, with the system's reason")
  func unwritable() throws {
    let error = #expect(throws: TrainingError.self) {
      _ = try MetricsLog(path: "/no such folder/metrics.jsonl", keepingSteps: 0)
    }
    #expect(error?.description.contains("/no such folder/metrics.jsonl: cannot be opened") == true)
    // Always full.
    let full = try AppendedFile(path: "/dev/full")
    let noSpace = #expect(throws: FileError.self) { try full.append([1]) }
    #expect(noSpace?.description.contains("/dev/full") == true)
  }
}
