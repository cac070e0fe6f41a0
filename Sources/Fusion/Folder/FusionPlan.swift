// SPDX-License-Identifier: Apache-2.0

public import Datasets
import Foundation

/// What there is to do for two files, or for two folders of images paired by name.
public struct FusionPlan: Sendable, Equatable {
  /// The pairs, in natural order of their names.
  public let jobs: [FusionJob]
  /// Paths of images without a partner, which are left out.
  public let unpaired: [String]

  /// Pairs the files, and makes the output folder where it is missing.
  ///
  /// - Parameters:
  ///   - first: A file, or a folder of images.
  ///   - second: Its partner, or the folder of partners.
  ///   - output: The file to write; or a folder, which gets a PNG file for each pair. One that ends
  ///     in "/" is a folder.
  ///   - share: The part of the jobs that is wanted.
  /// - Throws: ``FusionError`` where a folder meets a file, or the output folder cannot be made,
  ///   or the file to write is of no known format; `DatasetError` where folders hold no pairs.
  public init(
    first: String, second: String, output: String, share: WorkShare = .whole
  ) throws {
    guard isFolder(first) == isFolder(second) else {
      let (folder, file) = isFolder(first) ? (first, second) : (second, first)
      throw FusionError(
        .fileAndFolder,
        "\(folder) is a folder and \(file) is not; two files or two folders are wanted")
    }
    guard isFolder(first) else {
      let wantsFolder = isFolder(output) || output.hasSuffix("/")
      if wantsFolder { try makeFolder(output) }
      let file = wantsFolder ? path(in: output, for: first) : output
      let job = FusionJob(first: first, second: second, output: file)
      try job.checkFormat()
      (jobs, unpaired) = (share.of([job]), [])
      return
    }
    let list = try PairList(first: first, second: second)
    try makeFolder(output)
    jobs = share.of(
      list.pairs.map {
        FusionJob(first: $0.first, second: $0.second, output: path(in: output, for: $0.first))
      })
    unpaired = list.firstOnly + list.secondOnly
  }
}

/// FOLDER/STEM.png
private func path(in folder: String, for path: String) -> String {
  (folder as NSString).appendingPathComponent(stem(path) + ".png")
}

private func makeFolder(_ path: String) throws(FusionError) {
  do {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  } catch {
    throw FusionError(.unwritable, path: path, "the folder cannot be made")
  }
}

private func isFolder(_ path: String) -> Bool {
  var isFolder: ObjCBool = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
}

/// A file's name without its extension.
func stem(_ path: String) -> String {
  ((path as NSString).lastPathComponent as NSString).deletingPathExtension
}
