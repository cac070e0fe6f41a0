// SPDX-License-Identifier: Apache-2.0

/// What can go wrong in sharing work between processes, before they have met.
package struct DistributedError: Error, Sendable, CustomStringConvertible {
  /// The kind of failure; new kinds may come.
  package struct Code: Sendable, Hashable {
    private let name: String
    /// The launcher's variables are not all there, or make no sense.
    package static let environment = Self(name: "environment")
  }

  /// The kind of failure.
  package let code: Code
  /// The variable.
  package let variable: String
  /// One line: the variable, what was found, what was wanted.
  package let description: String

  static func environment(_ variable: String, _ message: String) -> Self {
    Self(code: .environment, variable: variable, description: "\(variable) \(message)")
  }
}
