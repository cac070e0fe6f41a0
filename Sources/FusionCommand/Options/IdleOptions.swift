// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Fusion
import FusionModel

/// Options that are named and change nothing beside the others.
struct IdleOptions {
  private var found: [(options: [String], reason: String)] = []

  /// Adds the options that are named, if any, and why they have no effect.
  mutating func add(_ options: [String], _ reason: String) {
    if !options.isEmpty { found.append((options, reason)) }
  }

  /// Adds an option where it is named.
  mutating func add(_ option: String, where isNamed: Bool, _ reason: String) {
    add(isNamed ? [option] : [], reason)
  }

  /// Adds the options of networks that say nothing of what fuses: a formula, or the network of
  /// `model`. `tile` are those of tiles.
  mutating func add(
    of model: ModelOptions, _ importing: ImportOptions, tile: [String] = [],
    beside method: ClassicalMethod?
  ) {
    if let method {
      add(model.changed + importing.changed + tile, "--method \(method.rawValue) is no network")
    } else if ModelChoice(model.model).format != nil {
      let precision = model.precision == .auto ? [] : ["--precision"]
      add(precision + tile, "somebody else's network sees whole images in its own precision")
    } else {
      add(importing.changed, "\(model.model) is a network of this program")
    }
  }

  /// Adds the options of looks that others leave nothing to do for; `panel` is whether sources are
  /// shown, too, nil where they never are.
  mutating func add(of look: LookOptions, panel: Bool? = nil) {
    add(
      "--color-from", where: look.colorFrom != .auto && look.color == .gray,
      "--color gray takes no color")
    let isColored = look.highlighting.highlight != nil || panel == true
    add(
      "--palette", where: look.highlighting.palette != nil && !isColored,
      "there is no --highlight\(panel == nil ? "" : " or --panel") to color")
  }

  /// What to warn of, a line for each reason.
  var lines: [String] {
    found.map { "\($0.options.joined(separator: ", ")): of no effect, as \($0.reason)" }
  }

  /// Warns.
  func tell() {
    for line in lines { StandardError.print("Warning: \(line)") }
  }
}
