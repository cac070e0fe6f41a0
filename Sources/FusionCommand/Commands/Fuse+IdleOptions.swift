// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Datasets
import Fusion

extension Fuse {
  /// What to warn of: options that change nothing beside the others, a line for each reason.
  var idleOptions: [String] {
    var idle = IdleOptions()
    idle.add(
      of: model, importing, tile: images.tile == .automatic ? [] : ["--tile"],
      beside: formula.method)
    let looksAtSubject = formula.method == .centredMax || images.alignment.align == "auto"
    idle.add(
      "--subject", where: formula.subject != .photographic && !looksAtSubject,
      "only --method centred-max and --align auto look at it")
    idle.add(of: images.look, panel: panel)
    idle.add(
      "--bar", where: bar && images.look.highlighting.highlight == nil,
      "there is no --highlight whose colors it would be of")
    if !isFolder(first) { idle.add(folders.changed, "\(first) is no folder") }
    idle.add("--quiet", where: quiet && dryRun, "--dry-run prints the pairs")
    idle.add("--quiet", where: quiet && json && !dryRun, "--json prints an object a pair")
    return idle.lines
  }
}
