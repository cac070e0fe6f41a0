// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// Where the data sets lie.
struct DataFolderOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of the data sets, which holds tno_test, msrs_test and so on; without it the "
        + "folder that DAEFUSE_DATA names.", valueName: "folder"))
  var data: String?

  /// - Throws: ``UsageError`` where none is named.
  func path() throws -> String {
    guard let path = data ?? ProcessInfo.processInfo.environment["DAEFUSE_DATA"] else {
      throw UsageError(
        description: "no data folder is named; --data FOLDER or DAEFUSE_DATA is wanted")
    }
    return path
  }
}
