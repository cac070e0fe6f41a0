// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// A request on its way through the service.
struct ServiceCall: Sendable {
  /// What the answer calls it.
  let id: String
  /// The request.
  let request: Request
  /// Whether its client is there.
  let presence: ClientPresence
  /// The connection.
  let channel: any Channel
  /// What stands for a star in the route's path; empty where none does.
  let name: String

  /// The options of the address.
  ///
  /// - Throws: ``Problem`` where one is named twice.
  func queryOptions() throws(Problem) -> [String: String] {
    var options: [String: String] = [:]
    for (name, value) in request.uri.queryParameters {
      guard options.updateValue(String(value), forKey: String(name)) == nil else {
        throw .malformed("option \(quoted(String(name))) is in the address twice; once is wanted")
      }
    }
    return options
  }

  /// Tells a client that asked that its body will be read.
  func welcomeBody() async throws {
    guard request.headers[.expect]?.lowercased() == "100-continue" else { return }
    try await channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)))
  }
}

/// A stranger's word for a message: short, in one line, in quotes.
func quoted(_ text: String) -> String {
  let shown = text.unicodeScalars.prefix(40).map { scalar in
    scalar.properties.generalCategory == .control || scalar.value > 0xFFFF ? "?" : String(scalar)
  }
  return "\"\(shown.joined())\(text.unicodeScalars.count > 40 ? "..." : "")\""
}
