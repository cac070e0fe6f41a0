// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Files
import Foundation
import Volumes

/// Where the overlay lies, if not where the files say.
struct RegistrationOptions: ParsableArguments {
  /// What a registration may change.
  enum Freedom: String, ExpressibleByArgument, CaseIterable {
    case rigid
  }

  @Option(
    help: ArgumentHelp(
      "Turn and move OVERLAY to where it and BASE tell most of each other, from where it lies on; "
        + "left where it was if that is no better."))
  var register: Freedom?

  @Option(
    help: ArgumentHelp(
      "Where OVERLAY lies: a transform from BASE to OVERLAY as 3D Slicer and ITK write it as text; "
        + "with --register, where to begin.", valueName: "file.tfm"))
  var transform: String?

  @Option(
    help: ArgumentHelp(
      "Write the transform in use after --register as such a file.", valueName: "file.tfm"))
  var writeTransform: String?

  /// Whether the files' own word on where they lie is not the last.
  var isGiven: Bool { register != nil || transform != nil }

  func validate() throws {
    guard writeTransform == nil || register != nil else {
      throw ValidationError("--write-transform needs --register rigid, which finds the transform")
    }
  }

  /// Looks whether the transform can be written, before any work.
  func check(overwrites: Bool) throws {
    guard let writeTransform else { return }
    if !overwrites, FileManager.default.fileExists(atPath: writeTransform) {
      throw OutputError(
        path: writeTransform, message: "is there already; --overwrite replaces it")
    }
    try checkReplaceable(writeTransform)
  }

  /// From the base's patient coordinates to the overlay's. `tell` is told what a registration
  /// found, and whether it is better than where it began.
  func placement(
    _ base: Volume, _ overlay: Volume, overwrites: Bool,
    tell: (_ found: String, _ isBetter: Bool) -> Void
  ) throws -> AffineTransform3D {
    let start = try transform.map { try AffineTransform3D(itkTransform: $0) } ?? .identity
    guard register != nil else { return start }
    let found = try RigidRegistration()(base, overlay, from: start)
    tell("\(found)", found.isBetter)
    if let writeTransform {
      try found.placement.write(itkTransform: writeTransform, replacing: overwrites)
    }
    return found.placement
  }
}
