// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Fusion
public import Geometry
public import Imaging

/// Finds the rig of two cameras that are fixed to each other from pairs of images in files.
///
/// ```swift
/// let pairs = try FolderPairing().list(first: "visible", second: "infrared").pairs
/// let (rig, found) = try RigSearch()(pairs)
/// try found.requireConfidence()
/// try rig.write(to: "rig.json", replacing: false)
/// ```
public struct RigSearch: Sendable {
  /// What the geometry may do.
  public var aligner = Aligner()
  /// The ranges and the no-data of the images, and what they show; the rest is not looked at. Of
  /// medical images a similarity is looked for, near where both show the same field or where the
  /// prior says: all over the image, heads are found where they are not. Where the second images
  /// are soft, as those of PET and SPECT are, it is then led to where both tell most of each other.
  public var options = FusionOptions()
  /// How much reading one image may cost.
  public var policy = ImageDecodingPolicy.standard
  /// What is known of the rig; nil: it is looked for everywhere.
  public var prior: RigPrior?
  /// A rig of the same cameras whose lenses are known: the images are straightened before they are
  /// looked at. Nil: that of the prior, where it is one.
  public var lenses: Rig?

  /// Told what is wrong with a pair that cannot be read and is left out; nil: it ends the search.
  /// So does the last of several of which none can be read, and the only one.
  public var leavesOut: (@Sendable (_ reason: any Error) -> Void)?

  /// All settings at their defaults.
  public init() {}

  /// Looks at pairs of one rig, ``Aligner/mostPairs`` at most, evenly spread.
  ///
  /// - Parameter pairs: At least one; all of the same two sizes.
  /// - Returns: The best rig there is, which need not be right; and how sure it is.
  /// - Throws: ``AlignmentError`` where sizes differ or an image is too small, `RigError` where the
  ///   prior is of images of other shapes, `ImagingError` where an image cannot be read.
  public func callAsFunction(_ pairs: [ImagePair]) throws -> (rig: Rig, found: FoundGeometry) {
    precondition(!pairs.isEmpty, "RigSearch: no pairs given, at least 1 is wanted")
    // The first that can be read is read once: the search begins with it.
    let (start, opening) = try opening(of: pairs)
    let sizes = (first: opening.first.size, second: opening.second.size)
    let rest = Array(pairs[start...])
    do {
      return try search(rest.count, sizes) { index in
        guard let pair = index == 0 ? opening : try readable(rest[index]) else { return nil }
        try requireSizes(sizes, of: pair, rest[index], beside: rest[0])
        return pair
      }
    } catch let error as AlignmentError where error.subject == nil && pairs.count == 1 {
      throw AlignmentError(error.code, path: pairs[0].second, error.message)
    }
  }

  /// The first pair that can be read, and which it is.
  private func opening(of pairs: [ImagePair]) throws -> (index: Int, pair: RegisteredPair) {
    for (index, pair) in pairs.dropLast().enumerated() {
      if let pair = try readable(pair) { return (index, pair) }
    }
    return (pairs.count - 1, try pairs[pairs.count - 1].read(policy: policy))
  }

  /// Nil where it cannot be read and is left out.
  private func readable(_ pair: ImagePair) throws -> RegisteredPair? {
    do { return try pair.read(policy: policy) } catch {
      guard let leavesOut else { throw error }
      leavesOut(error)
      return nil
    }
  }

  /// Looks at one pair in memory.
  ///
  /// - Throws: As of files.
  package func callAsFunction(_ pair: RegisteredPair) throws -> (rig: Rig, found: FoundGeometry) {
    try search(1, (pair.first.size, pair.second.size)) { _ in pair }
  }

  private func search(
    _ count: Int, _ sizes: (first: ImageSize, second: ImageSize),
    _ read: (Int) throws -> RegisteredPair?
  ) throws -> (rig: Rig, found: FoundGeometry) {
    let isMedical = options.subject == .medical
    let start = try (prior ?? (isMedical ? .sameField(sizes.first, sizes.second) : nil))?
      .geometry(first: sizes.first, second: sizes.second)
    var aligner = aligner
    if isMedical { (aligner.model, aligner.staysNearStart) = (.similarity, true) }
    let lensed = try lensRig?.scaled(first: sizes.first, second: sizes.second)
    var compared: [(first: Plane, second: Plane)] = []
    var found = try aligner(pairCount: count, from: start) { index in
      guard let pair = try read(index) else { return nil }
      let brightness = try options.brightness(
        of: lensed?.firstLens.map { pair.first.straightened(by: $0) } ?? pair.first,
        lensed?.secondLens.map { pair.second.straightened(by: $0) } ?? pair.second)
      if isMedical { compared.append(brightness) }
      return brightness
    }
    if isMedical { found.moveOn(byInformationOf: compared) }
    var rig = Rig(
      firstSize: sizes.first, secondSize: sizes.second, geometry: found.geometry,
      origin: Rig.Origin(
        model: found.model, frames: found.pairCount, score: found.score, residual: found.residual))
    (rig.firstLens, rig.secondLens) = (lensed?.firstLens, lensed?.secondLens)
    return (rig, found)
  }

  /// The rig that knows the lenses.
  private var lensRig: Rig? {
    if case .rig(let rig) = prior, lenses == nil { return rig }
    return lenses
  }
}

extension RigPrior {
  /// Both images show the same field, as wide.
  fileprivate static func sameField(_ first: ImageSize, _ second: ImageSize) -> RigPrior {
    .placed(scale: Double(first.width) / Double(second.width), right: 0, down: 0)
  }
}

/// - Throws: ``AlignmentError`` that names the file whose size is not that of the first pair's.
private func requireSizes(
  _ sizes: (first: ImageSize, second: ImageSize), of images: RegisteredPair, _ pair: ImagePair,
  beside opening: ImagePair
) throws(AlignmentError) {
  let members = [
    (pair.first, images.first.size, opening.first, sizes.first),
    (pair.second, images.second.size, opening.second, sizes.second),
  ]
  for (path, size, other, wanted) in members where size != wanted {
    throw AlignmentError(
      .size, path: path,
      "is \(size), and \(other) is \(wanted); pairs of one rig, of the same sizes, are wanted")
  }
}
