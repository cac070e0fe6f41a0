// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird

/// The files of the page, and the description of the calls, read once: no request leads to the
/// disk.
struct PageFiles: Sendable {
  private struct File: Sendable {
    let bytes: [UInt8]
    let type: String
    let tag: String
  }

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
  ]

  /// The description of all calls, JSON.
  let description: [UInt8]
  private let files: [String: File]

  /// Reads them from beside the program.
  ///
  /// - Throws: ``ServiceError`` where they are not there.
  init() throws(ServiceError) {
    let folder = Self.folder
    do {
      files = try Self.read(folder)
      description = Array(
        try Data(contentsOf: folder.deletingLastPathComponent().appending(path: "openapi.json")))
    } catch {
      throw ServiceError(.page, folder.path, "has not the files of the page: \(error)")
    }
  }

  /// The answer of a file by its name.
  ///
  /// - Throws: ``Problem``, 404.
  func response(_ name: String, to head: HTTPRequest) throws(Problem) -> Response {
    guard let file = current[name] else {
      throw Problem(.notFound, "path", "the page has no file \(quoted(name))")
    }
    let isKnown = head.headerFields[.ifNoneMatch] == file.tag
    var response =
      isKnown ? Response(status: .notModified) : Response(bytes: file.bytes, type: file.type)
    (response.headers[.eTag], response.headers[.cacheControl]) = (file.tag, "no-cache")
    return response
  }

  private static var folder: URL {
    Bundle.module.resourceURL?.appending(path: "Page") ?? URL(filePath: "Page")
  }

  private static func read(_ folder: URL) throws -> [String: File] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try names.reduce(into: [:]) { files, name in
      let url = folder.appending(path: name)
      guard let type = types[url.pathExtension] else { return }
      let bytes = Array(try Data(contentsOf: url))
      // FNV-1a: to tell versions apart, nothing more.
      let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x100_0000_01B3
      }
      files[name] = File(bytes: bytes, type: type, tag: "\"\(String(hash, radix: 16))\"")
    }
  }

  #if DEBUG
    /// In debug builds a folder that is read for each request, for whoever writes the page.
    private var current: [String: File] {
      guard let folder = ProcessInfo.processInfo.environment["DAEFUSE_PAGE"],
        let files = try? Self.read(URL(filePath: folder))
      else { return files }
      return files
    }
  #else
    private var current: [String: File] { files }
  #endif
}
