// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// An address and a port to listen at.
struct ListeningPlace: CustomStringConvertible {
  let host: String
  let port: Int

  /// This machine alone, port 8080.
  static let usual = Self(host: "127.0.0.1", port: 8080)

  private init(host: String, port: Int) { (self.host, self.port) = (host, port) }

  /// `127.0.0.1:8080`, `[::1]:8080`.
  init(_ text: String) throws {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65535).contains(port)
    else { throw Self.malformed(text) }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      throw Self.malformed(text)
    }
    guard !host.isEmpty else { throw Self.malformed(text) }
    self.init(host: String(host), port: port)
  }

  /// Whether only this machine reaches it.
  var isOfThisMachine: Bool {
    host == "localhost" || host == "::1"
      || host.hasPrefix("127.")
        && host.allSatisfy { $0.isNumber || $0 == "." }
  }

  /// As it was given.
  var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  private static func malformed(_ text: String) -> ValidationError {
    ValidationError("\(text) is no place to listen at; ADDRESS:PORT is wanted, as 127.0.0.1:8080")
  }
}
