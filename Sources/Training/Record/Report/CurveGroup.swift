// SPDX-License-Identifier: Apache-2.0

import Reporting

/// Curves that share a chart: those of one kind whose names are equal up to the last slash.
struct CurveGroup: Equatable {
  /// What the names have in common, such as "loss".
  let name: String
  /// What the numbers are of.
  let kind: MetricsRow.Kind
  let curves: [Curve]

  /// The name, with the kind where that is not training.
  var title: String { kind == .training ? name : "\(kind.rawValue): \(name)" }

  /// The groups of a run's numbers, training first, each kind by name.
  static func all(in rows: [MetricsRow]) -> [CurveGroup] {
    MetricsRow.Kind.allCases.flatMap { kind in groups(of: kind, in: rows.filter { $0.kind == kind })
    }
  }

  private static func groups(of kind: MetricsRow.Kind, in rows: [MetricsRow]) -> [CurveGroup] {
    let names = Set(rows.flatMap(\.values.keys)).sorted()
    let phases = ChartSpan.all(in: rows).map { span in rows.filter { span.contains($0) } }
    let namesByGroup = Dictionary(grouping: names) { groupAndName($0).group }
    return namesByGroup.sorted { $0.key < $1.key }.compactMap { group, names in
      let curves = names.compactMap { name in
        Curve(
          name: groupAndName(name).name,
          phases.map { rows in
            rows.compactMap { row in row.values[name].map { (row.step, $0) } }
          })
      }
      return curves.isEmpty ? nil : CurveGroup(name: group, kind: kind, curves: curves)
    }
  }

  /// "loss/content" is "content" of the group "loss"; a name without a slash is a group of its own.
  private static func groupAndName(_ name: String) -> (group: String, name: String) {
    guard let slash = name.lastIndex(of: "/") else { return (name, name) }
    return (String(name[..<slash]), String(name[name.index(after: slash)...]))
  }
}
