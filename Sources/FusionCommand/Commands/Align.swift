// SPDX-License-Identifier: Apache-2.0

import Alignment
import ArgumentParser
import Datasets
import Evaluation
import Foundation
import Fusion
import Geometry
import Imaging

/// `daefuse align`: the rig of two cameras.
struct Align: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finds how the second camera's images lie in the first one's.",
    discussion: """
      FIRST is the visible image, SECOND the infrared one, of any sizes; or two folders of pairs \
      that two fixed cameras took, of which up to \(Aligner.mostPairs) are taken together. What is \
      found is printed and, where it is sure to be right, written to a rig file, for fuse --align \
      and evaluate --align. FIRST alone is a radiometric file that holds a photo, too: the rig is \
      what the camera itself says.

      \(ExitStatus.summary)
      """)

  @Argument(help: "An image, or a folder of images.")
  var first: String

  @Argument(help: "Its partner, or the folder of partners; none for a radiometric file.")
  var second: String?

  @Option(name: .shortAndLong, help: "The rig file to write, JSON.")
  var output: String

  @OptionGroup(title: "Folders")
  var folders: PairingOptions

  @OptionGroup(title: "Geometry")
  var hints: AlignmentHints

  @Option(
    help: ArgumentHelp(
      "What the images show. Slices of one person, medical, show the same field but for some pixels, "
        + "and are shifted, turned and scaled alone."))
  var subject = FusionSubject.photographic

  @OptionGroup(title: "Near and far")
  var parallax: ParallaxOptions

  @Flag(help: "Write the rig even where it is not sure to be right.")
  var acceptUnsure = false

  @Option(
    help: ArgumentHelp(
      "Write a picture that shows whether the images fit: squares of both in turn, and the edges of "
        + "the first in cyan and of the second in red. Of folders a folder of pictures.",
      valueName: "file-or-folder"))
  var check: String?

  @Flag(help: "Replace files that are there already.")
  var overwrite = false

  @OptionGroup(title: "Images")
  var ranges: RangeOptions

  @OptionGroup
  var reading: ReadingOptions

  func run() throws {
    try requireApart([output, check], from: [first, second])
    try requireTwo(first, second)
    try checkOutput(output, kinds: ["json"])
    try checkFree(output, overwrites: overwrite)
    if second == nil, !isFolder(first) { return try writeOwn() }
    let sources = try folders.advising {
      try EvaluationSources(first: first, second: second, pairing: folders.pairing)
    }
    if let note = sources.note { StandardError.print(note) }
    for warning in sources.warnings { StandardError.print("Warning: \(warning)") }
    try write(sources.pairs.map(\.apart))
  }

  private func write(_ pairs: [ImagePair]) throws {
    let pictures = try makeCheck(of: pairs)
    var options = FusionOptions()
    options.subject = subject
    options.firstRange = try ranges.first.mapping(
      of: \.first, in: pairs, called: "first images", policy: reading.policy)
    options.secondRange = try ranges.second.mapping(
      of: \.second, in: pairs, called: "second images", policy: reading.policy)
    let far = try parallax.makeFarRig()
    var (rig, found) = try hints.rig(of: pairs, options, reading.policy, lenses: far)
    if let far, let distance = parallax.distance {
      rig = try far.withParallax(of: rig, at: distance)
    }
    for line in [rig.description, found?.summary ?? byHandText(rig)] {
      try StandardOutput.print(line)
    }
    options.alignment = try rig.placed(at: parallax.distance)
    // A picture says most where it is not sure.
    try pictures?.write(options, reading.policy)
    if let found, !acceptUnsure {
      try AlignmentAdvice.requireConfidence(
        found, of: pairs,
        "\(output) is not written; --points places the image by hand, --check shows what was found, "
          + "--accept-unsure writes it all the same")
    }
    try write(rig)
  }

  /// What the camera of one file says.
  private func writeOwn() throws {
    guard let pair = ImagePair(stem: stem(first), radiometric: first) else {
      throw UsageError(
        description:
          "\(first) is no radiometric file, which would be a pair by itself; its partner "
          + "is wanted, too")
    }
    guard optionsOfPairs.isEmpty else {
      throw UsageError(
        description:
          "\(optionsOfPairs.joined(separator: ", ")): of two images; \(first) says itself "
          + "how its own lie on each other, and its photo and its thermal image are wanted as two "
          + "files")
    }
    let images = ImagePair(
      stem: pair.stem, first: first, second: first, reading: .photoAndThermal)
    let pictures = try makeCheck(of: [images])
    let rig = try Rig(ofFileAt: first, policy: reading.policy)
    try StandardOutput.print(rig.description)
    try StandardOutput.print("from what the camera says in \(first)")
    var options = FusionOptions()
    options.alignment = rig
    try pictures?.write(options, reading.policy)
    try write(rig)
  }

  /// Options that are named and say nothing of a file that says itself how its images lie.
  private var optionsOfPairs: [String] {
    let isNamed = [
      ("--model", hints.model != .homography), ("--prior", hints.prior != nil),
      ("--points", !hints.points.isEmpty), ("--far", parallax.far != nil),
      ("--subject", subject != .photographic), ("--accept-unsure", acceptUnsure),
      ("--range", ranges.range != nil), ("--range-first", ranges.rangeFirst != nil),
      ("--percentile", ranges.percentile != nil),
    ]
    return folders.changed + isNamed.filter(\.1).map(\.0)
  }

  /// Nil where no picture is wanted.
  private func makeCheck(of pairs: [ImagePair]) throws -> AlignmentCheck? {
    try check.map { try AlignmentCheck(of: pairs, at: $0, replacing: overwrite) }
  }

  private func write(_ rig: Rig) throws {
    try Interruption.shared.whileWriting { try rig.write(to: output, replacing: overwrite) }
  }

  private func byHandText(_ rig: Rig) -> String {
    "from \(hints.points.count) points by hand, "
      + String(format: "residual %.1f pixels", rig.origin?.residual ?? 0)
  }
}

extension ImagePair {
  /// A pair whose images come out of a radiometric file as they are, not laid on each other.
  fileprivate var apart: ImagePair {
    guard reading == .radiometricFile else { return self }
    return ImagePair(stem: stem, first: first, second: second, reading: .photoAndThermal)
  }
}

extension AlignmentHints {
  /// The rig of pairs, by points or by what the images show; how sure it is in the latter case.
  fileprivate func rig(
    of pairs: [ImagePair], _ options: FusionOptions, _ policy: ImageDecodingPolicy, lenses: Rig?
  ) throws -> (Rig, FoundGeometry?) {
    if !points.isEmpty {
      let pair = try pairs[0].read(policy: policy)
      let rig = try Rig(
        points, model: model, firstSize: pair.first.size, secondSize: pair.second.size)
      return (rig, nil)
    }
    var search = RigSearch()
    search.aligner.model = model
    (search.options, search.policy, search.prior) = (options, policy, try makePrior())
    search.lenses = lenses
    search.leavesOut = { StandardError.print("Warning: \($0); this pair is left out") }
    let (rig, found) = try search(pairs)
    return (rig, found)
  }
}
