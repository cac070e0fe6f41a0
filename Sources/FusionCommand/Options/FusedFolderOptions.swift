// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Fused images that lie in folders, beside what is fused here.
struct FusedFolderOptions: ParsableArguments {
  @Option(
    name: .customLong("fused"),
    help: ArgumentHelp(
      "Fused images of a method, and its name in the table. Repeat for several.",
      valueName: "name=folder"),
    transform: NamedPath.init)
  var folders: [NamedPath] = []
}
