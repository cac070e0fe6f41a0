// SPDX-License-Identifier: Apache-2.0

private import Foundation

/// The most physical memory that this process has held, in bytes (VmHWM in proc(5)); nil where the
/// system does not tell.
func peakResidentBytes() -> Int? {
  guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
    let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
    let kibibytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
  else { return nil }
  return kibibytes * 1024
}
