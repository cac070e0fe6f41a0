// SPDX-License-Identifier: Apache-2.0

private import Foundation
package import Testing

/// A Chromium, where this machine has one.
package enum Chromium {
  /// Where it lies; nil where there is none.
  package static let path = ["chromium", "chromium-browser", "google-chrome"]
    .flatMap { name in ["/usr/bin", "/usr/local/bin", "/opt/google/chrome"].map { "\($0)/\(name)" }
    }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// What to say where there is none.
  package static let advice: Comment = "no Chromium here; Scripts/setup --tests gets one"
}
