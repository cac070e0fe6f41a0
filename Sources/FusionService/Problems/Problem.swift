// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// Why a request is not done, as its client is told (RFC 9457).
struct Problem: Error, Equatable {
  /// The status.
  let status: HTTPResponse.Status
  /// A word for metrics and logs, such as `queue-full`.
  let reason: String
  /// What was found and what was wanted, in one sentence to show a person.
  let detail: String
  /// In how many seconds it is worth to try again; nil: it is not.
  var retryAfter: Int?
  /// More header fields.
  var fields: HTTPFields = [:]

  init(_ status: HTTPResponse.Status, _ reason: String, _ detail: String, retryAfter: Int? = nil) {
    (self.status, self.reason, self.detail) = (status, reason, detail)
    self.retryAfter = retryAfter
  }

  /// An option or a part that is wrong.
  static func malformed(_ detail: String) -> Problem { Problem(.badRequest, "malformed", detail) }

  /// The connection ended within a body, or what came is no HTTP.
  static let brokenBody = Problem(
    .badRequest, "broken-body", "the body breaks off, or its pieces are not those of HTTP")

  /// All that may wait does.
  static let queueFull = Problem(
    .tooManyRequests, "queue-full", "all places in the queue are taken; try again in a moment",
    retryAfter: 1)

  /// There is no room for another request.
  static let memoryFull = Problem(
    .tooManyRequests, "memory-full",
    "the memory for requests is taken by others; try again in a moment", retryAfter: 2)

  /// The service is about to end.
  static let draining = Problem(
    .serviceUnavailable, "draining", "the service is about to end; try again in a moment",
    retryAfter: 5)

  /// The job took too long.
  static func tooSlow(_ limit: Duration) -> Problem {
    Problem(
      .gatewayTimeout, "job-time",
      "took longer than \(Int(limit / .seconds(1))) s, its turn in the queue among it; smaller "
        + "images or another method are wanted")
  }

  /// The client went away; nobody reads this.
  static let clientGone = Problem(
    .init(code: 499, reasonPhrase: "Client Closed Request"), "client-gone", "the client went away")
}
