// SPDX-License-Identifier: Apache-2.0

import Foundation

extension ServiceLimits {
  /// Half of what this process may have: of the machine's memory, or of its control group's limit.
  public static var halfOfMemory: Int {
    let machine = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    let group = (try? String(contentsOfFile: "/sys/fs/cgroup/memory.max", encoding: .utf8))
      .flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    return min(machine, group ?? .max) / 2
  }
}
