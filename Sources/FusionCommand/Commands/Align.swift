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
      and evaluate --align.

      \(ExitStatus.summary)
      """)

  @Argument(help: "An image, or a folder of images.")
  var first: String

  @Argument(help: "Its partner, or the folder of partners.")
  var second: String

  @Option(name: .shortAndLong, help: "The rig file to write, JSON.")
  var output: String

  @OptionGroup(title: "Folders")
  var folders: PairingOptions

  @OptionGroup(title: "Geometry")
  var hints: AlignmentHints

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
    // Found out before anything is computed; writing looks again.
    try checkOutput(output)
    if !overwrite && FileManager.default.fileExists(atPath: output) {
      throw OutputError(path: output, message: "is there already; --overwrite replaces it")
    }
    let sources = try folders.advising {
      try EvaluationSources(first: first, second: second, pairing: folders.pairing)
    }
    if let note = sources.note { StandardError.print(note) }
    for warning in sources.warnings { StandardError.print("Warning: \(warning)") }
    try write(sources.pairs)
  }

  private func write(_ pairs: [ImagePair]) throws {
    var options = FusionOptions()
    options.firstRange = ranges.first.mapping(of: \.first, in: pairs, policy: reading.policy)
    options.secondRange = ranges.second.mapping(of: \.second, in: pairs, policy: reading.policy)
    let (rig, found) = try hints.rig(of: pairs, options, reading.policy)
    for line in [rig.description, found?.summary ?? byHandText(rig)] {
      try StandardOutput.print(line)
    }
    options.alignment = rig
    // A picture says most where it is not sure.
    if let check {
      try AlignmentCheck(options, reading.policy).write(pairs, to: check, replacing: overwrite)
    }
    if let found, !acceptUnsure {
      try AlignmentAdvice.requireConfidence(
        found,
        "\(output) is not written; --points places the image by hand, --check shows what was found, "
          + "--accept-unsure writes it all the same")
    }
    try Interruption.shared.whileWriting { try rig.write(to: output, replacing: overwrite) }
  }

  private func byHandText(_ rig: Rig) -> String {
    "from \(hints.points.count) points by hand, "
      + String(format: "residual %.1f pixels", rig.origin?.residual ?? 0)
  }
}

extension AlignmentHints {
  /// The rig of pairs, by points or by what the images show; how sure it is in the latter case.
  fileprivate func rig(
    of pairs: [ImagePair], _ options: FusionOptions, _ policy: ImageDecodingPolicy
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
    let (rig, found) = try search(pairs)
    return (rig, found)
  }
}
