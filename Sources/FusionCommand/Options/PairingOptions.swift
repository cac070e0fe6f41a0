// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Datasets
import Foundation

/// How the images of folders find their partners.
struct PairingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Which names of folders' images go together where they are not equal: the first's, = and "
        + "the second's, with a * in each for what they have in common: '*_vis=*_ir'. Without it a "
        + "pattern is looked for.", valueName: "pattern"),
    transform: namePattern)
  var pair: NamePattern?

  @Flag(help: "Enter the folders inside folders; the output keeps the tree.")
  var recursive = false

  /// The settings as the library takes them.
  var pairing: FolderPairing { FolderPairing(pattern: pair, isRecursive: recursive) }

  /// The settings, where folders of results may lie inside those of images.
  func pairing(excluding results: [String]) -> FolderPairing {
    pairing.excluding(results)
  }

  /// The settings; nil where none is named.
  var named: FolderPairing? { changed.isEmpty ? nil : pairing }

  /// The options that are named, which say nothing of two files.
  var changed: [String] { (pair == nil ? [] : ["--pair"]) + (recursive ? ["--recursive"] : []) }

  /// Runs `body`; what it throws of folders that hold no pairs says which option helps.
  func advising<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as DatasetError {
      throw advice(on: error).map { AdvisedError(reason: error, advice: $0) } ?? error
    }
  }

  private func advice(on error: DatasetError) -> String? {
    switch error.code {
    case .noPairs, .ambiguousPairs, .duplicateStem:
      pair == nil ? "--pair says which names go together: --pair '*_vis=*_ir'" : nil
    case .noImages:
      !recursive && error.path.map(holdsFolder) == true
        ? "--recursive enters the folders inside it" : nil
    default: nil
    }
  }
}

private func holdsFolder(_ path: String) -> Bool {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  return names.contains { isFolder("\(path)/\($0)") }
}

private func namePattern(_ text: String) throws -> NamePattern {
  do { return try NamePattern(text) } catch { throw ValidationError("--pair: \(error)") }
}
