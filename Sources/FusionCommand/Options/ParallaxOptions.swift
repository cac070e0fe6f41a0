// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Geometry

/// What makes a parallax of a pair that is near.
struct ParallaxOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A rig file of far things. FIRST and SECOND show a near scene then, at --distance, and what is "
        + "written is the far rig with what nearness changes.",
      valueName: "rig.json"))
  var far: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --far: how far the scene is from the second camera.", valueName: "meters"))
  var distance: Double?

  func validate() throws {
    guard (far == nil) == (distance == nil) else {
      throw ValidationError("--far and --distance go together")
    }
    try checkDistance(distance)
  }

  /// The rig of far things; nil: none is named.
  ///
  /// - Throws: `RigError` for a file that is no rig.
  func makeFarRig() throws -> Rig? { try far.map { try Rig(contentsOf: $0) } }
}
