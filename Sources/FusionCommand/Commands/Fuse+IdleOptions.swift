// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Datasets
import Fusion
import FusionModel

extension Fuse {
  /// What to warn of: options that change nothing beside the others, a line for each reason.
  var idleOptions: [String] {
    var idle: [(options: [String], reason: String)] = []
    let tile = images.tile == .automatic ? [] : ["--tile"]
    if let method = formula.method {
      let changed = model.changed + importing.changed + tile
      idle.append((changed, "--method \(method.rawValue) is no network"))
    } else if ModelChoice(model.model).format != nil {
      let precision = model.precision == .auto ? [] : ["--precision"]
      idle.append(
        (precision + tile, "somebody else's network sees whole images in its own precision"))
    } else {
      idle.append((importing.changed, "\(model.model) is a network of this program"))
    }
    if formula.subject != .photographic, formula.method != .centredMax,
      images.alignment.align != "auto"
    {
      idle.append((["--subject"], "only --method centred-max and --align auto look at it"))
    }
    if images.look.colorFrom != .auto, images.look.color == .gray {
      idle.append((["--color-from"], "--color gray takes no color"))
    }
    if images.look.highlighting.palette != nil, images.look.highlighting.highlight == nil, !panel {
      idle.append((["--palette"], "there is no --highlight or --panel to color"))
    }
    if bar, images.look.highlighting.highlight == nil {
      idle.append((["--bar"], "there is no --highlight whose colors it would be of"))
    }
    if !isFolder(first) { idle.append((folders.changed, "\(first) is no folder")) }
    if quiet, dryRun { idle.append((["--quiet"], "--dry-run prints the pairs")) }
    if quiet, json, !dryRun { idle.append((["--quiet"], "--json prints an object a pair")) }
    return idle.filter { !$0.options.isEmpty }
      .map { "\($0.options.joined(separator: ", ")): of no effect, as \($0.reason)" }
  }
}
