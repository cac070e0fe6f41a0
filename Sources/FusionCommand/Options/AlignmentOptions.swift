// SPDX-License-Identifier: Apache-2.0

import Alignment
import ArgumentParser
import Cameras
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
        + "says; auto, as the images themselves show, one way for all pairs of a folder; or file, as "
        + "the camera that made a radiometric file says in it.",
      valueName: "rig.json|auto|file"))
  var align: String?

  @OptionGroup
  var distance: DistanceOption

  @OptionGroup
  var refinement: RefinementOption

  @Flag(help: "Resize the second image to the first where they differ.")
  var resizeSecond = false

  func validate() throws {
    if align != nil, resizeSecond {
      throw ValidationError("--align and --resize-second cannot go together")
    }
    if distance.distance != nil, [nil, "auto", "file"].contains(align) {
      throw ValidationError("--distance goes with --align and a rig file")
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
    switch align {
    case nil: return nil
    case "auto": return try found(pairs, options, policy, isTold: isTold)
    case "file":
      // Such files come out with both images on each other.
      if pairs[0].reading == .statedPlacement { return nil }
      return try Rig(ofFileAt: pairs[0].second, policy: policy)
    case .some(let path): return try distance.rig(contentsOf: path, isTold: isTold)
    }
  }

  /// A pair as it is to be read: of a radiometric file, whose images lie on each other as it says,
  /// each as it is where another way is wanted.
  func reread(_ pair: ImagePair) -> ImagePair {
    guard let align, pair.reading == .radiometricFile else { return pair }
    return ImagePair(
      stem: pair.stem, first: pair.first, second: pair.second,
      reading: align == "file" ? .statedPlacement : .photoAndThermal)
  }

  /// What the images themselves show; of a radiometric file from what it says on.
  private func found(
    _ pairs: [ImagePair], _ options: FusionOptions, _ policy: ImageDecodingPolicy, isTold: Bool
  ) throws -> Rig {
    var search = RigSearch()
    (search.options, search.policy) = (options, policy)
    if pairs[0].reading == .photoAndThermal {
      search.prior = (try? Rig(ofFileAt: pairs[0].second, policy: policy)).map { .rig($0) }
    }
    // Told of when it is its turn to be fused.
    search.leavesOut = { _ in }
    let (rig, found) = try search(pairs)
    try AlignmentAdvice.requireConfidence(
      found, of: pairs, "daefuse align --points X,Y:X,Y ... makes a rig file by hand")
    if isTold {
      StandardError.print(
        "one way to align \(pairCountText(pairs.count)): \(rig); \(found.summary)")
    }
    return rig
  }
}

extension Rig {
  /// What a radiometric file says of its photo and its thermal image.
  ///
  /// - Throws: `CamerasError` that names the file where it says nothing.
  init(ofFileAt path: String, policy: ImageDecodingPolicy) throws {
    do {
      self = try Rig(try RadiometricImage(contentsOf: path, policy: policy))
    } catch let error as CamerasError {
      guard error.code == .noPlacement else { throw error.of(path) }
      throw AdvisedError(
        reason: error.of(path), advice: "--align auto looks at the images themselves")
    }
  }
}

/// What a user can do about an alignment that is not sure.
enum AlignmentAdvice {
  /// - Throws: ``AdvisedError`` where a geometry is not sure to be right.
  static func requireConfidence(
    _ found: FoundGeometry, of pairs: [ImagePair], _ advice: String
  ) throws {
    do { try found.requireConfidence(of: pairs.count == 1 ? pairs[0].second : nil) } catch {
      throw AdvisedError(reason: error, advice: advice)
    }
  }
}
