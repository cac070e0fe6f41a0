// SPDX-License-Identifier: Apache-2.0

import Collectives
import Datasets
import Foundation
import Imaging

/// Two files to read and one to write.
struct FusionJob: Sendable {
  let first: String
  let second: String
  let output: String

  /// What a call with two files, or with two folders, is to do, in this of several processes.
  ///
  /// - Throws: ``UsageError`` where a folder meets a file, `DatasetError` where folders hold no
  ///   pairs, ``OutputError`` where the output folder cannot be made.
  static func plan(
    first: String, second: String, output: String, for ranks: RankEnvironment
  ) throws -> [FusionJob] {
    ranks.share(
      of: try plan(first: first, second: second, output: output, warns: ranks.rank == 0))
  }

  /// `warns`: says on standard error what is left out.
  private static func plan(
    first: String, second: String, output: String, warns: Bool
  ) throws -> [FusionJob] {
    switch (isFolder(first), isFolder(second)) {
    case (true, true):
      return try folderJobs(first: first, second: second, output: output, warns: warns)
    case (false, false):
      let file = isFolder(output) || output.hasSuffix("/") ? inFolder(output, first) : output
      if output.hasSuffix("/") { try makeFolder(output) }
      return [FusionJob(first: first, second: second, output: file)]
    case (let firstIsFolder, _):
      let (folder, file) = firstIsFolder ? (first, second) : (second, first)
      throw UsageError(
        description: "\(folder) is a folder and \(file) is not; two files or two folders are wanted"
      )
    }
  }

  private static func folderJobs(
    first: String, second: String, output: String, warns: Bool
  ) throws -> [FusionJob] {
    let list = try PairList(first: first, second: second)
    for path in list.firstOnly + list.secondOnly where warns {
      StandardError.print("Warning: \(path): has no partner in the other folder; left out")
    }
    try makeFolder(output)
    return list.pairs.map {
      FusionJob(first: $0.first, second: $0.second, output: inFolder(output, $0.first))
    }
  }

  /// FOLDER/STEM.png
  private static func inFolder(_ folder: String, _ path: String) -> String {
    let stem = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    return (folder as NSString).appendingPathComponent(stem + ".png")
  }

  private static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw OutputError(path: path, message: "the folder cannot be made")
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}

/// An output that cannot be written.
struct OutputError: Error, CustomStringConvertible {
  let path: String
  let message: String

  var description: String { "\(path): \(message)" }
}
