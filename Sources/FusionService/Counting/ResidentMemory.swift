// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The physical memory that this process holds, in bytes (`statm` in proc(5)); 0 where the system
/// does not tell.
func residentBytes() -> Int {
  guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
    return 0
  }
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
}
