// SPDX-License-Identifier: Apache-2.0

/// One number of a ``SequenceTable``, lower is better.
struct SequenceColumn: Sendable {
  /// Its name in CSV and JSON.
  let key: String
  /// Its heading in a table of frames, for reading.
  let heading: String
  /// The same in a table of slices.
  let headingOfSlices: String
  /// Its value in a row; nil: it has none.
  let value: @Sendable (SequenceTable.Row) -> Double?

  private init(
    key: String, heading: String, headingOfSlices: String? = nil,
    value: @escaping @Sendable (SequenceTable.Row) -> Double?
  ) {
    (self.key, self.heading, self.value) = (key, heading, value)
    self.headingOfSlices = headingOfSlices ?? heading
  }

  private static let all = [
    SequenceColumn(key: "flicker", heading: "flicker ↓") { $0.flicker },
    SequenceColumn(
      key: "temporalDifference", heading: "temporal difference ↓",
      headingOfSlices: "slice difference ↓"
    ) { $0.temporalDifference },
    SequenceColumn(key: "flowDifference", heading: "flow difference ↓") { $0.flowDifference },
    SequenceColumn(key: "flowDifferencePerDeviation", heading: "per deviation ↓") {
      $0.flowDifferencePerDeviation
    },
    SequenceColumn(key: "stepResponse", heading: "step response ↓") { $0.stepResponse },
    SequenceColumn(key: "ghosting", heading: "ghosting ↓") { $0.ghosting },
  ]

  /// Those that a table has values for.
  static func columns(of table: SequenceTable) -> [SequenceColumn] {
    all.filter { column in (table.methods + table.sources).contains { column.value($0) != nil } }
  }
}
