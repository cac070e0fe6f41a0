// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The processor that this process runs on, as Linux describes it.
package enum Processor {
  /// Its maker's name for it; nil where the system does not tell.
  package static var name: String? { facts["model name"] }

  /// What tells it from processors that compute otherwise, in one line; empty where the system does
  /// not tell.
  static var identity: String {
    ["vendor_id", "cpu family", "model", "stepping", "model name"].compactMap { facts[$0] }
      .joined(separator: " ")
  }

  /// What `/proc/cpuinfo` says of the first core.
  private static let facts: [String: String] = {
    // Its beginning: the whole takes long on a machine of many cores.
    let file = FileHandle(forReadingAtPath: "/proc/cpuinfo")
    guard let data = try? file?.read(upToCount: 4096) else { return [:] }
    let core = String(decoding: data, as: UTF8.self).split(separator: "\n").prefix(8)
    let pairs = core.map { line in
      line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    return Dictionary(
      pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first }
    )
  }()
}
