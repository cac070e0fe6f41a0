// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Foundation
public import Geometry
import Imaging

/// What a user knows of a rig before it is looked for.
struct AlignmentHints: ParsableArguments {
  @Option(help: "What the geometry may do at most.")
  var model = GeometryModel.homography

  @Option(
    parsing: .unconditional,  // a shift may begin with a minus sign
    help: ArgumentHelp(
      "Start from a rig file that is nearly right; or from a scale and how many pixels of the first "
        + "image the second one's middle lies right of and below the first one's: 1.6,-12,4.",
      valueName: "rig.json|scale,x,y"))
  var prior: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Places of one thing in the first and in the second image, in pixels; four or more for a "
        + "homography, three for affine, two for similarity. Nothing is looked for then.",
      valueName: "x,y:x,y"),
    transform: pointMatch)
  var points: [PointMatch] = []

  func validate() throws {
    if prior != nil, !points.isEmpty {
      throw ValidationError("--prior and --points cannot go together")
    }
    let least = model.unknownCount / 2
    guard points.isEmpty || points.count >= least else {
      throw ValidationError(
        "--points has \(points.count); \(least) at least are wanted for --model \(model.rawValue)")
    }
  }

  /// What is known of the rig.
  ///
  /// - Throws: `RigError` for a file that is no rig.
  func makePrior() throws -> RigPrior? {
    guard let prior else { return nil }
    guard let numbers = finiteNumbers(prior, count: 3) else {
      if !FileManager.default.fileExists(atPath: prior), isNumbers(prior) {
        throw UsageError(
          description:
            "--prior \(prior): a scale and shifts to the right and down are wanted, three numbers "
            + "as in 1.6,-12,4; or a rig file")
      }
      return .rig(try Rig(contentsOf: prior))
    }
    let most = Homography.mostGrowth
    guard (1 / most...most).contains(numbers[0]), max(abs(numbers[1]), abs(numbers[2])) < 1e6 else {
      throw UsageError(
        description:
          "--prior \(prior): a scale of 1/\(Int(most)) to \(Int(most)) and shifts of less "
          + "than a million pixels are wanted")
    }
    return .placed(scale: numbers[0], right: numbers[1], down: numbers[2])
  }
}

extension GeometryModel: ExpressibleByArgument {}

private func pointMatch(_ text: String) throws -> PointMatch {
  guard let match = PointMatch(text) else {
    throw ValidationError(
      "\(text) is no point of both images; X,Y:X,Y is wanted, the first image's before the colon")
  }
  return match
}

/// Whether a text is numbers with commas between them, as many as it likes.
private func isNumbers(_ text: String) -> Bool {
  text.split(separator: ",").allSatisfy { Double($0.filter { $0 != " " }) != nil }
}
