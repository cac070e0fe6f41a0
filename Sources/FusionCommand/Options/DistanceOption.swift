// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Geometry

/// How far away the scene is, for rigs that know what that changes.
struct DistanceOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How far away the scene is, for a rig file with a parallax. Without it: far.",
      valueName: "meters"))
  var distance: Double?

  func validate() throws { try checkDistance(distance) }

  /// Reads a rig for that distance; a parallax that is left out is told of where `isTold` wants it.
  ///
  /// - Throws: `RigError` for a file that is none, or one that knows of no distance.
  func rig(contentsOf path: String, isTold: Bool) throws -> Rig {
    let rig = try Rig(contentsOf: path)
    if rig.parallax != nil, distance == nil, isTold {
      StandardError.print(
        "\(path): taken as of far things; --distance METERS says how far away the scene is")
    }
    do { return try rig.placed(at: distance) } catch { throw error.of(path) }
  }
}

/// Refuses a `--distance` that is none.
func checkDistance(_ distance: Double?) throws {
  if let distance, !(distance > 0 && distance.isFinite) {
    throw ValidationError("--distance is \(distance); meters above 0 are wanted")
  }
}
