// SPDX-License-Identifier: Apache-2.0

private import Foundation

/// Where the package's files lie on this machine.
package enum Repository {
  /// The package's root folder.
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .path(percentEncoded: false)

  /// The absolute path of a file named from the root, such as `Tests/Goldens/linear.safetensors`.
  package static func path(_ relative: String) -> String { "\(root)/\(relative)" }
}
