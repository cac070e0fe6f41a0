// SPDX-License-Identifier: Apache-2.0

import Datasets

/// Tells what was taken of files that hold more than one picture: a line for each of a few files,
/// one for all of many of which the same was taken.
struct RemarkSummary {
  /// As many files have lines of their own.
  private static let fewest = 4

  private var texts: [String] = []
  private var paths: [String: [String]] = [:]

  /// Takes in remarks on further files.
  mutating func add(_ remarks: [ImageRemark]) {
    for remark in remarks {
      if paths[remark.text] == nil { texts.append(remark.text) }
      paths[remark.text, default: []].append(remark.path)
    }
  }

  /// What to print.
  var lines: [String] {
    texts.flatMap { text in
      let files = paths[text] ?? []
      return files.count > Self.fewest
        ? ["\(files.count) files, each \(text)"] : files.map { "\($0): \(text)" }
    }
  }
}
