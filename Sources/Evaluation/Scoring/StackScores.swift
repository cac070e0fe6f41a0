// SPDX-License-Identifier: Apache-2.0

/// What several methods scored on one volume.
public struct StackScores: Sendable {
  /// The volume's name.
  public let name: String
  /// Whose it is.
  public let patient: String
  /// For each method the means over the slices, and its steadiness.
  public let methods: [ScoreRow.Image]
  /// How steady the methods and the sources are from slice to slice.
  public let steadiness: SequenceTable
  /// The slice in the middle; nil unless wanted.
  let pictures: Gallery.PairPictures?
}

/// What a line of a table of volumes stands for.
public enum StackUnit: String, Sendable, CaseIterable {
  /// A volume.
  case volume
  /// A patient: the mean over the patient's volumes.
  case patient
}

extension [StackScores] {
  /// One for each patient, in the order in which they come.
  var byPatient: [StackScores] {
    var patients: [String] = []
    for scores in self where !patients.contains(scores.patient) { patients.append(scores.patient) }
    let groups = Dictionary(grouping: self, by: \.patient)
    return patients.compactMap { groups[$0]?.mean(called: $0) }
  }

  /// The mean over volumes of one patient.
  private func mean(called name: String) -> StackScores? {
    guard let first else { return nil }
    return StackScores(
      name: name, patient: name,
      methods: first.methods.indices.map { method in
        .mean(map { $0.methods[method] }, called: name)
      }, steadiness: .mean(map(\.steadiness)), pictures: first.pictures?.called(name))
  }
}

extension SequenceTable {
  /// The mean over volumes, of as many slices as they have together.
  ///
  /// - Precondition: There is at least one, and all are of the same methods.
  static func mean(_ tables: [Self]) -> Self {
    func rows(_ rows: (Self) -> [Row]) -> [Row] {
      rows(tables[0]).indices.map { index in Row.mean(tables.map { rows($0)[index] }) }
    }
    return Self(
      frameCount: tables.reduce(0) { $0 + $1.frameCount }, methods: rows(\.methods),
      sources: rows(\.sources), unit: .slice)
  }
}

extension SequenceTable.Row {
  /// The mean of what is measured of volumes.
  static func mean(_ rows: [Self]) -> Self {
    let differences = rows.compactMap(\.temporalDifference)
    return Self(
      name: rows[0].name, flicker: rows.reduce(0) { $0 + $1.flicker } / Double(rows.count),
      temporalDifference: differences.count == rows.count
        ? differences.reduce(0, +) / Double(rows.count) : nil)
  }
}
