// SPDX-License-Identifier: Apache-2.0

import Foundation

extension ServiceLimits {
  /// Half of what this process may have: of the machine's memory, or of the least limit of its
  /// control groups.
  public static var halfOfMemory: Int {
    let machine = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    return min(machine, leastGroupLimit() ?? .max) / 2
  }

  /// The least limit of memory of this process's control group (version 2, cgroups(7)) and of those
  /// around it.
  ///
  /// - Parameters:
  ///   - table: A file with the group's path in a line that begins with `0::`.
  ///   - root: Where the groups are folders.
  /// - Returns: Bytes; nil where there is none.
  static func leastGroupLimit(
    table: String = "/proc/self/cgroup", root: String = "/sys/fs/cgroup"
  ) -> Int? {
    let lines = text(table)?.split(separator: "\n") ?? []
    let own = lines.first { $0.hasPrefix("0::") }?.dropFirst(3) ?? ""
    var (folder, limits) = (root, [limit(of: root)])
    for name in own.split(separator: "/") {
      folder += "/\(name)"
      limits.append(limit(of: folder))
    }
    return limits.compactMap(\.self).min()
  }

  private static func limit(of group: String) -> Int? {
    text("\(group)/memory.max").flatMap {
      Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }

  private static func text(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }
}
