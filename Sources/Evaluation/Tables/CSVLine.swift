// SPDX-License-Identifier: Apache-2.0

/// A line of a CSV file, with its end; fields are quoted as RFC 4180 says.
package func csvLine(_ fields: [String]) -> String {
  fields.map(field).joined(separator: ",") + "\n"
}

/// A name as text: one that begins with `=`, `+`, `-`, `@`, a tab or a line end gets an apostrophe
/// in front, so that no spreadsheet takes it for a formula.
package func csvName(_ name: String) -> String {
  guard let first = name.first, first.isNewline || "=+-@\t".contains(first) else { return name }
  return "'" + name
}

/// A number at full precision, which is empty where there is none and `NaN` where it is not finite,
/// so that R and pandas read the column as numbers.
package func csvNumber(_ number: Double?) -> String {
  number.map { $0.isFinite ? "\($0)" : "NaN" } ?? ""
}

private func field(_ text: String) -> String {
  text.contains { $0.isNewline || ",\"".contains($0) }
    ? "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
    : text
}
