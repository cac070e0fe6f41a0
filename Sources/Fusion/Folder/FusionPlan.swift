// SPDX-License-Identifier: Apache-2.0

public import Datasets
import Files
import Foundation

/// What there is to do for two files, for two folders of images paired by name, or for the pairs
/// of any other source.
public struct FusionPlan: Sendable, Equatable {
  /// The pairs, in natural order of their names.
  public let jobs: [FusionJob]
  /// The pairs of all shares.
  public let pairs: [ImagePair]
  /// Paths of images without a partner, which are left out.
  public let unpaired: [String]
  /// By what images were paired whose names are not equal, in one line; nil where all are.
  public let note: String?
  /// A line for each thing that is left out: ``unpaired`` images, and the files of each folder that
  /// are images of kinds that are not read.
  public let warnings: [String]

  /// Pairs the files, and makes the output folder where it is missing.
  ///
  /// - Parameters:
  ///   - first: A file, or a folder of images.
  ///   - second: Its partner, or the folder of partners; nil for a folder that holds both kinds,
  ///     and for a radiometric file with a photo in it.
  ///   - output: The file to write; or a folder, which gets a PNG file for each pair. One that ends
  ///     in "/" is a folder.
  ///   - pairing: How the images of folders find their partners; the output is never entered.
  ///   - share: The part of the jobs that is wanted.
  ///   - makesFolders: False for a plan that is looked at alone: nothing is made then.
  /// - Throws: ``FusionError`` where a folder meets a file or nothing, where one file is to be both
  ///   images, where the output folder cannot be made, or the file to write is of no known format
  ///   or one of the images; `DatasetError` where folders hold no pairs; `ImagingError` where the
  ///   file to write is of no known format and an image is missing.
  public init(
    first: String, second: String?, output: String, pairing: FolderPairing = FolderPairing(),
    share: WorkShare = .whole, makesFolders: Bool = true
  ) throws {
    if second == nil, let pair = ImagePair(stem: stem(first), radiometric: first) {
      try self.init(of: pair, output: output, share: share, makesFolders: makesFolders)
      return
    }
    try checkKinds(first, second)
    try checkPartner(first, second)
    for source in [first, second].compactMap(\.self)
    where isFolder(source) && resolved(source) == resolved(output) {
      throw FusionError(
        .outputIsSource, path: output, "is a folder of images to fuse; another output is wanted")
    }
    let pairing = pairing.excluding([output])
    guard let second else {
      try self.init(
        pairing.list(in: first), output: output, share: share, makesFolders: makesFolders)
      return
    }
    guard !isFolder(first) else {
      try self.init(
        pairing.list(first: first, second: second), output: output, share: share,
        makesFolders: makesFolders)
      return
    }
    try self.init(
      of: ImagePair(stem: stem(first), first: first, second: second), output: output, share: share,
      makesFolders: makesFolders)
  }

  /// The one job of a pair.
  private init(
    of pair: ImagePair, output: String, share: WorkShare, makesFolders: Bool
  ) throws {
    let wantsFolder = isFolder(output) || output.hasSuffix("/")
    if wantsFolder && makesFolders { try makeOutput(output) }
    let job = FusionJob(pair, output: wantsFolder ? file(in: output, stem: pair.stem) : output)
    try job.checkFormat()
    try checkOutputs(of: [job])
    self.init(share.of([job]), PairList([job.pair]))
  }

  /// Lists the pairs of any source, and makes the output folder where it is missing.
  ///
  /// - Parameters:
  ///   - source: Where the pairs come from.
  ///   - output: The folder that gets a PNG file for each pair, called by the pair's stem; a stem
  ///     with "/" in it, of a tree, leads to folders inside it.
  ///   - share: The part of the jobs that is wanted.
  ///   - makesFolders: False for a plan that is looked at alone: nothing is made then.
  /// - Throws: ``FusionError`` where the output folder cannot be made, two pairs would be written
  ///   to one file, or a file to write is one of the images; and what the source throws.
  public init(
    _ source: any PairSource, output: String, share: WorkShare = .whole, makesFolders: Bool = true
  ) throws {
    let list = try source.list()
    let jobs = list.pairs.map { FusionJob($0, output: file(in: output, stem: $0.stem)) }
    try checkOutputs(of: jobs)
    if makesFolders {
      let folders = Set(jobs.map { ($0.output as NSString).deletingLastPathComponent })
      for folder in [output] + folders.sorted() { try makeOutput(folder) }
    }
    self.init(share.of(jobs), list)
  }

  private init(_ jobs: [FusionJob], _ list: PairList) {
    (self.jobs, pairs) = (jobs, list.pairs)
    (unpaired, note, warnings) = (list.unpaired, list.note, list.warnings)
  }
}

/// - Throws: ``FusionError`` where a folder meets a file or nothing.
private func checkKinds(_ first: String, _ second: String?) throws(FusionError) {
  guard isFolder(first) != second.map(isFolder) ?? true else { return }
  for path in [first, second].compactMap(\.self)
  where !FileManager.default.fileExists(atPath: path) {
    throw FusionError(.missingSource, path: path, "does not exist; a folder is wanted")
  }
  guard let second else {
    throw FusionError(
      .fileAndFolder, path: first,
      "is one file; its partner too, a folder that holds both kinds, or a radiometric file with a"
        + " photo in it is wanted")
  }
  let (folder, file) = isFolder(first) ? (first, second) : (second, first)
  throw FusionError(
    .fileAndFolder,
    "\(folder) is a folder and \(file) is not; two files or two folders are wanted")
}

/// - Throws: ``FusionError`` where a file is its own partner.
private func checkPartner(_ first: String, _ second: String?) throws(FusionError) {
  guard let second, !isFolder(first), FileManager.default.fileExists(atPath: first),
    resolved(first) == resolved(second)
  else { return }
  let isRadiometric = ImagePair(stem: stem(first), radiometric: first) != nil
  throw FusionError(
    .sameSource, path: second,
    "is the first image, too; "
      + (isRadiometric
        ? "this file is a pair by itself, named once, or another photo's partner"
        : "its partner is wanted"))
}

/// FOLDER/STEM.png
private func file(in folder: String, stem: String) -> String {
  (folder as NSString).appendingPathComponent(stem + ".png")
}

/// - Throws: ``FusionError`` where an output is written twice, or is one of the images.
private func checkOutputs(of jobs: [FusionJob]) throws(FusionError) {
  var outputs = Set<String>()
  for job in jobs where !outputs.insert(job.output).inserted {
    throw FusionError(
      .duplicateOutput, path: job.output,
      "would be written for two pairs called \(job.name); names of their own are wanted")
  }
  // An image exists: other outputs need no comparison.
  let existing = jobs.map(\.output).filter { FileManager.default.fileExists(atPath: $0) }
  if existing.isEmpty { return }
  let images = Set(jobs.flatMap(\.pair.paths).map(resolved))
  for output in existing where images.contains(resolved(output)) {
    throw FusionError(
      .outputIsSource, path: output, "is one of the images to fuse; another output is wanted")
  }
}

private func makeOutput(_ folder: String) throws(FusionError) {
  do { try makeFolder(folder) } catch {
    throw FusionError(.unwritable, path: folder, error.message)
  }
}
