// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Fusion

extension Fuse {
  /// What to warn of: options that change nothing beside the others, a line for each reason.
  var idleOptions: [String] {
    var idle: [(options: [String], reason: String)] = []
    if let method = formula.method {
      let tile = images.tile == .automatic ? [] : ["--tile"]
      idle.append((model.changed + tile, "--method \(method.rawValue) is no network"))
    }
    if formula.subject != .photographic, formula.method != .centredMax {
      idle.append((["--subject"], "only --method centred-max looks at it"))
    }
    if images.colorFrom != .auto, images.color == .gray {
      idle.append((["--color-from"], "--color gray takes no color"))
    }
    if quiet, json { idle.append((["--quiet"], "--json prints an object a pair")) }
    return idle.filter { !$0.options.isEmpty }
      .map { "\($0.options.joined(separator: ", ")): of no effect, as \($0.reason)" }
  }
}
