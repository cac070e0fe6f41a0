// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FusionModel

/// `daefuse version`: versions of the program and of its engine.
struct Version: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the version of daefuse and of LibTorch.")

  /// What it prints, as does `daefuse --version`.
  static let text = "daefuse \(Release.version) (LibTorch \(Release.engineVersion))"

  func run() throws { try StandardOutput.print(Self.text) }
}
