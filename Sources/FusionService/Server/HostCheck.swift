// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import NIOCore

/// Whether a request means this service: a page elsewhere must not reach it by a name of its own
/// that leads here (DNS rebinding), nor a form elsewhere post to it.
struct HostCheck: Sendable {
  private let names: Set<String>

  /// IP addresses and `localhost` are always meant, and these names.
  init(names: Set<String>) { self.names = Set(names.map { $0.lowercased() }).union(["localhost"]) }

  /// - Throws: ``Problem``, 400 for no host, 421 for another one, 403 for another origin.
  func check(_ head: HTTPRequest) throws(Problem) {
    guard let authority = head.authority, !authority.isEmpty else {
      throw .malformed("the request names no Host")
    }
    guard isMeant(authority) else {
      throw Problem(
        .misdirectedRequest, "host",
        "the request is to \(quoted(authority)), which is no name of this service; --host makes it "
          + "one")
    }
    guard head.method != .get, head.method != .head else { return }
    let origins = head.headerFields[values: .origin]
    let own = ["http://", "https://"].map { $0 + authority.lowercased() }
    let site = HTTPField.Name("Sec-Fetch-Site").flatMap { head.headerFields[$0] }
    guard origins.allSatisfy({ own.contains($0.lowercased()) }), site != "cross-site" else {
      throw Problem(
        .forbidden, "origin",
        "a page of \(quoted(origins.first ?? "another site")) asked, which is not this service's")
    }
  }

  private func isMeant(_ authority: String) -> Bool {
    let host = Self.host(of: authority).lowercased()
    return names.contains(host) || (try? SocketAddress(ipAddress: host, port: 0)) != nil
  }

  /// Without the port, and without the brackets of IPv6.
  private static func host(of authority: String) -> String {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      return String(authority[authority.index(after: authority.startIndex)..<end])
    }
    return String(authority.prefix { $0 != ":" })
  }
}
