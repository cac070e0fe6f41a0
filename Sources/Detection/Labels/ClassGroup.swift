// SPDX-License-Identifier: Apache-2.0

/// Classes of the labels that count as one.
public struct ClassGroup: Sendable, Equatable {
  /// What they are called together.
  public let name: String
  /// What the labels call them.
  public let members: [String]

  /// Puts classes together; a single one may keep its name.
  public init(name: String, members: [String]) { (self.name, self.members) = (name, members) }

  /// Groups as a command line has them: `vehicle=car+truck,person`.
  ///
  /// - Parameters:
  ///   - text: The groups.
  ///   - labels: What the labels call their classes.
  /// - Returns: The groups, in order.
  /// - Throws: ``DetectionError`` with `labels` where a class is not among them, or in two groups,
  ///   or two groups have one name.
  public static func list(_ text: String, of labels: [String]) throws(DetectionError)
    -> [ClassGroup]
  {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false).map { word in
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map(trimmed)
      return ClassGroup(
        name: parts[0],
        members: (parts.count == 2 ? parts[1] : parts[0]).split(separator: "+").map { trimmed($0) })
    }
    let members = groups.flatMap(\.members)
    if let unknown = members.first(where: { !labels.contains($0) }) ?? (members.isEmpty ? "" : nil)
    {
      throw DetectionError(
        .labels,
        "there is no class \"\(unknown)\"; of \(labels.joined(separator: ", ")) is wanted")
    }
    for names in [members, groups.map(\.name)] where Set(names).count < names.count {
      throw DetectionError(
        .labels, "\(text) names a class twice; each class in one group is wanted")
    }
    return groups
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
