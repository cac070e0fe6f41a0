// SPDX-License-Identifier: Apache-2.0

private import Foundation
package import Testing

/// Whether this is a build with sanitizers, whose own bookkeeping takes memory.
package enum Sanitizers {
  /// What `Scripts/sanitize` sets.
  package static let areOn = ProcessInfo.processInfo.environment["DAEFUSE_SANITIZED"] != nil

  /// What to say where a test of memory is skipped.
  package static let advice: Comment = "a sanitizer's own memory would count"
}
