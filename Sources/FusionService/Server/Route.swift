// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird

/// A path of the service and what answers it.
struct Route: Sendable {
  /// The method; `GET` answers `HEAD`, too.
  let method: HTTPRequest.Method
  /// The path; a star in it stands for any one word.
  let path: String
  /// Whether it wants the token, where there is one.
  var isOpen = false
  /// Whether it is answered while the service is about to end.
  var isAnsweredLast = false
  /// Answers.
  let answer: @Sendable (ServiceCall) async throws -> Response

  /// What stands for the star of the path, empty where there is none; nil for another path.
  func name(in other: String) -> String? {
    guard let star = path.firstIndex(of: "*") else { return path == other ? "" : nil }
    let (start, end) = (path[..<star], path[path.index(after: star)...])
    guard other.hasPrefix(start), other.hasSuffix(end), other.count > start.count + end.count else {
      return nil
    }
    let name = other.dropFirst(start.count).dropLast(end.count)
    return name.contains("/") ? nil : String(name)
  }
}
