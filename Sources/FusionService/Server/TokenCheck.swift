// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// Whether a request brings the token.
struct TokenCheck: Sendable {
  private let token: [UInt8]

  init(_ token: String) { self.token = Array(token.utf8) }

  /// - Throws: ``Problem``, 401.
  func check(_ head: HTTPRequest) throws(Problem) {
    let given = head.headerFields[.authorization] ?? ""
    guard given.prefix(7).lowercased() == "bearer ", isToken(given.dropFirst(7)) else {
      var problem = Problem(
        .unauthorized, "token",
        given.isEmpty ? "a token is wanted" : "the token is not this service's")
      problem.fields[.wwwAuthenticate] = "Bearer"
      throw problem
    }
  }

  /// In a time that says nothing of how much of it is right.
  private func isToken(_ given: Substring) -> Bool {
    let given = Array(given.utf8)
    var difference = UInt8(given.count == token.count ? 0 : 1)
    for index in token.indices {
      difference |= token[index] ^ (index < given.count ? given[index] : 0)
    }
    return difference == 0
  }
}
