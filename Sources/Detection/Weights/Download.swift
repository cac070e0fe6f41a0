// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A file that is fetched by `curl`, which every system has that this package runs on.
struct Download {
  /// Why nothing came.
  struct Failure: Error {
    /// In one line.
    let message: String
  }

  /// Fetches what is at `address`.
  ///
  /// - Parameters:
  ///   - address: Its scheme is the only one that is followed, through redirections too.
  ///   - limit: The most bytes that are taken.
  /// - Returns: The bytes.
  /// - Throws: ``Failure`` where there is no `curl`, no connection, no such file, or more than
  ///   `limit` bytes.
  static func bytes(at address: String, atMost limit: Int) throws -> [UInt8] {
    let scheme = address.prefix { $0 != ":" }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "curl", "--fail", "--silent", "--show-error", "--location", "--proto", "=\(scheme)",
      "--connect-timeout", "20", "--max-time", "600", "--max-filesize", "\(limit)", address,
    ]
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    process.standardInput = FileHandle.nullDevice
    do { try process.run() } catch { throw Failure(message: "curl cannot be run: \(error)") }
    let bytes = try output.fileHandleForReading.read(upToCount: limit + 1) ?? Data()
    if bytes.count > limit { process.terminate() }
    let reason = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard bytes.count <= limit else {
      throw Failure(message: "has more than \(limit) bytes")
    }
    guard process.terminationStatus == 0 else {
      throw Failure(message: firstLine(String(decoding: reason, as: UTF8.self)))
    }
    return Array(bytes)
  }

  private static func firstLine(_ text: String) -> String {
    text.split(separator: "\n").first.map(String.init) ?? "curl failed"
  }
}
