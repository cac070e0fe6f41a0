// SPDX-License-Identifier: Apache-2.0

import Alignment
import Datasets
import Files
import Foundation
import Fusion
import Imaging

/// Pictures that show whether images lie on each other: of one pair a file, or of up to
/// ``Aligner/mostPairs`` pairs a folder of files, each called by its pair.
struct AlignmentCheck {
  private let pairs: [(pair: ImagePair, file: String)]
  private let isFolder: Bool
  private let replacing: Bool

  /// Finds out whether the pictures can be written, as far as can be said before.
  ///
  /// - Parameters:
  ///   - pairs: At least one.
  ///   - path: A file; or a folder, which one without an extension is.
  ///   - replacing: Whether files that are there give way.
  /// - Throws: ``OutputError`` that names the file.
  init(of pairs: [ImagePair], at path: String, replacing: Bool) throws {
    let isFolder =
      pairs.count > 1 || Datasets.isFolder(path) || path.hasSuffix("/")
      || (path as NSString).pathExtension.isEmpty
    (self.isFolder, self.replacing) = (isFolder, replacing)
    let count = min(pairs.count, Aligner.mostPairs)
    self.pairs = (0..<count).map { index in
      let pair = pairs[index * pairs.count / count]
      let inside = (path as NSString).appendingPathComponent(pair.stem + ".png")
      return (pair, isFolder ? inside : path)
    }
    if isFolder { try requireFolder(path) }
    for (_, file) in self.pairs { try requireWritable(file) }
  }

  /// Writes the pictures.
  func write(_ options: FusionOptions, _ policy: ImageDecodingPolicy) throws {
    for (pair, file) in pairs {
      if isFolder { try makeFolder((file as NSString).deletingLastPathComponent) }
      // One of several that cannot be read was left out, and told of, by the search.
      let read = Result { try pair.read(policy: policy) }
      guard let images = pairs.count == 1 ? try read.get() : try? read.get() else { continue }
      let picture = try Image.alignmentCheck(
        first: images.first, second: images.second, options: options)
      try Interruption.shared.whileWriting { try picture.write(to: file, replacing: replacing) }
    }
  }

  private func requireWritable(_ file: String) throws {
    let pathExtension = (file as NSString).pathExtension
    guard ImageFormat(pathExtension: pathExtension) != nil else {
      throw OutputError(
        path: file, message: "extension \"\(pathExtension)\"; png, jpg, tif or webp is wanted")
    }
    if !replacing && FileManager.default.fileExists(atPath: file) {
      throw OutputError(path: file, message: "is there already; --overwrite replaces it")
    }
    guard isFolder else { return try checkOutput(file) }
    if FileManager.default.fileExists(atPath: file) { try checkReplaceable(file) }
  }
}

/// - Throws: ``OutputError`` where a folder can neither be written to nor be made.
private func requireFolder(_ path: String) throws {
  var folder = path
  while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
  while !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) {
    folder = (folder as NSString).deletingLastPathComponent
  }
  let nearest = folder.isEmpty ? "." : folder
  guard isFolder(nearest) else {
    throw OutputError(path: path, message: "\(nearest) is a file; a folder is wanted")
  }
  guard FileManager.default.isWritableFile(atPath: nearest) else {
    throw OutputError(path: path, message: "\(nearest) cannot be written to")
  }
}
