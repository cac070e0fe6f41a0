// SPDX-License-Identifier: Apache-2.0

import Alignment
import ArgumentParser
import Datasets
import Foundation
import Fusion
import Geometry
import Imaging

/// Where the second images lie in the first ones.
struct AlignmentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Lay the second image on the first one, whatever its size: as a rig file of daefuse align "
        + "says; or auto, as the images themselves show, one way for all pairs of a folder.",
      valueName: "rig.json|auto"))
  var align: String?

  @Flag(help: "Resize the second image to the first where they differ.")
  var resizeSecond = false

  func validate() throws {
    if align != nil, resizeSecond {
      throw ValidationError("--align and --resize-second cannot go together")
    }
  }

  /// The rig of pairs.
  ///
  /// - Parameters:
  ///   - pairs: Those that are fused.
  ///   - options: Their ranges and no-data.
  ///   - policy: How much reading one image may cost.
  ///   - isTold: Whether a rig that was found is told of.
  /// - Returns: Nil where no option names one: the pairs are registered.
  /// - Throws: `RigError` for a bad file; ``AdvisedError`` where what is found is not sure.
  func rig(
    of pairs: [ImagePair], _ options: FusionOptions, policy: ImageDecodingPolicy, isTold: Bool
  ) throws -> Rig? {
    guard let align else { return nil }
    guard align == "auto" else { return try Rig(contentsOf: align) }
    var search = RigSearch()
    (search.options, search.policy) = (options, policy)
    let (rig, found) = try search(pairs)
    try AlignmentAdvice.requireConfidence(
      found, "daefuse align --points X,Y:X,Y ... makes a rig file by hand")
    if isTold {
      StandardError.print(
        "one way to align \(pairCountText(pairs.count)): \(rig); \(found.summary)")
    }
    return rig
  }
}

/// What a user can do about an alignment that is not sure.
enum AlignmentAdvice {
  /// - Throws: ``AdvisedError`` where a geometry is not sure to be right.
  static func requireConfidence(_ found: FoundGeometry, _ advice: String) throws {
    do { try found.requireConfidence() } catch {
      throw AdvisedError(reason: error, advice: advice)
    }
  }
}

extension FoundGeometry {
  /// In numbers: "62 % of the parts found, score 0.42, residual 1.3 pixels, from 3 pairs".
  var summary: String {
    let share = Int((100 * confidence).rounded())
    return "\(share) % of the parts found, "
      + String(format: "score %.2f, residual %.1f pixels, from ", score, residual)
      + pairCountText(pairCount)
  }
}

/// "1 pair" or "3 pairs".
func pairCountText(_ count: Int) -> String { count == 1 ? "1 pair" : "\(count) pairs" }
