// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Training

@Suite("run record", .tags(.unit))
struct RunRecordTests {
  @Test("a resumed run's record has every step once, in a second event file")
  func resuming() throws {
    try withTemporaryFolder { folder in
      func take(_ steps: ClosedRange<Int>, after stepsTaken: Int?) throws {
        let record = try RunRecord(folder: folder, resumingAfter: stepsTaken)
        for step in steps {
          for kind in MetricsRow.Kind.allCases {
            try record.add(MetricsRow(kind, phase: "fusion", step: step, values: ["loss/a": 0.25]))
          }
        }
        try record.synchronize()
      }
      try take(1...5, after: nil)
      try take(4...6, after: 3)
      let rows = try MetricsLog.rows(of: "\(folder)/metrics.jsonl")
      #expect(rows.map(\.step) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6])
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.hasPrefix("events") }.sorted()
      #expect(names.count == 2)
      let second = try Data(contentsOf: URL(filePath: "\(folder)/\(names[1])"))
      for tag in ["loss/a", "validation/loss/a"] {
        #expect(second.range(of: Data([UInt8(tag.utf8.count)] + tag.utf8)) != nil)
      }
    }
  }
}
