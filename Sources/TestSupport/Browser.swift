// SPDX-License-Identifier: Apache-2.0

private import Foundation
package import Imaging
private import TestBasics

/// Pages in a headless Chromium.
package enum Browser {
  /// The document as it stands after the page's scripts have run.
  package static func document(of page: String) throws -> String {
    try withTemporaryFolder { folder in
      String(decoding: try run(page, in: folder, "--dump-dom"), as: UTF8.self)
    }
  }

  /// What the page looks like.
  package static func screenshot(of page: String, width: Int, height: Int) throws -> Image {
    try withTemporaryFolder { folder in
      let path = "\(folder)/shot.png"
      _ = try run(page, in: folder, "--screenshot=\(path)", "--window-size=\(width),\(height)")
      return try Image(contentsOf: path)
    }
  }

  /// Runs it without network on a page; returns what it prints.
  private static func run(_ page: String, in folder: String, _ options: String...) throws -> Data {
    try Data(page.utf8).write(to: URL(filePath: "\(folder)/page.html"))
    let process = Process()
    process.executableURL = URL(filePath: Chromium.path ?? "")
    process.arguments =
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--disable-dev-shm-usage", "--user-data-dir=\(folder)/profile",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=3000",
      ] + options + ["file://\(folder)/page.html"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
  }
}
