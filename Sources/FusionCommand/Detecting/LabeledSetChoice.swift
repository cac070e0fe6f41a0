// SPDX-License-Identifier: Apache-2.0

import Datasets
import Detection
import Foundation

/// A labeled set as the command line names it: by a name, or by its folder.
struct LabeledSetChoice {
  /// What it is called on the sheet.
  let name: String
  /// Its folder.
  let path: String
  /// The set of that name; nil of a folder.
  let benchmark: LabeledBenchmark?

  /// Finds the set of that name below the data sets' folder, or takes the folder.
  ///
  /// - Throws: ``UsageError`` where the word is neither, or no folder of data sets is named.
  init(_ text: String, in data: DataFolderOption) throws {
    if let benchmark = LabeledBenchmark(rawValue: text) {
      name = text
      path = (try data.path() as NSString).appendingPathComponent(benchmark.folder)
      self.benchmark = benchmark
    } else {
      // A path that is missing is found out when it is read.
      guard text.contains("/") || isFolder(text) else {
        let names = LabeledBenchmark.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError(
          description: "\(text): no set and no folder is called that; \(names) or a folder of "
            + "vi, ir, labels and classes.txt is wanted")
      }
      (name, path, benchmark) = ((text as NSString).lastPathComponent, text, nil)
    }
  }
}
