// SPDX-License-Identifier: Apache-2.0

/// What a request was and what became of it. Nothing in it comes from its content: no file's name,
/// no option.
public struct RequestRecord: Sendable, Encodable {
  /// What the answer calls it.
  public let id: String
  /// The method, such as `POST`.
  public let method: String
  /// The route, such as `/v1/fuse`; `-` where there is none.
  public let route: String
  /// The status; 499: the client went away.
  public let status: Int
  /// How long it took until its answer was there, in milliseconds.
  public let milliseconds: Double
  /// Why it was refused, in a word; nil where it was not.
  public let reason: String?
}
