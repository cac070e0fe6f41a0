// SPDX-License-Identifier: Apache-2.0

public import Datasets

/// Where the pairs of a run come from, as its `config.json` keeps it.
public enum DataSource: PairSource, Codable, Equatable {
  /// A path in any `PairLayout`, such as a data set's folder, which holds two folders of images: vi
  /// and ir, visible and infrared, or mri and ct, pet or spect.
  /// With a pairing any folder that holds both kinds.
  case folder(String, pairing: FolderPairing? = nil)
  /// Two folders of images, the first modality's and the second's, and how they pair.
  case pairs(first: String, second: String, pairing: FolderPairing? = nil)

  /// Lists the pairs; no image is read.
  ///
  /// - Throws: `DatasetError`.
  public func list() throws -> PairList { try list(excluding: []) }

  /// The same without what lies in some folders inside, such as the run's own pictures.
  func list(excluding folders: [String]) throws -> PairList {
    switch self {
    case .folder(let path, nil): try PairLayout.source(at: path).list()
    case .folder(let path, let pairing?): try pairing.excluding(folders).list(in: path)
    case .pairs(let first, let second, let pairing):
      try (pairing ?? FolderPairing()).excluding(folders).list(first: first, second: second)
    }
  }

  /// The name that weights keep: the last part of the path, nothing of the machine.
  var name: String {
    switch self {
    case .folder(let path, _), .pairs(let path, _, _): lastPart(of: path)
    }
  }

  /// The same by the last parts of its paths.
  var named: Self {
    switch self {
    case .folder(let path, let pairing): .folder(lastPart(of: path), pairing: pairing)
    case .pairs(let first, let second, let pairing):
      .pairs(first: lastPart(of: first), second: lastPart(of: second), pairing: pairing)
    }
  }
  /// The same place, named from the root of the file system.
  var standardized: Self {
    switch self {
    case .folder(let path, let pairing): .folder(standardizedPath(path), pairing: pairing)
    case .pairs(let first, let second, let pairing):
      .pairs(
        first: standardizedPath(first), second: standardizedPath(second), pairing: pairing)
    }
  }
}

extension DataSource: CustomStringConvertible {
  /// The path, or both with a colon between them.
  public var description: String {
    switch self {
    case .folder(let path, let pairing): path + text(pairing)
    case .pairs(let first, let second, let pairing): "\(first):\(second)" + text(pairing)
    }
  }

  private func text(_ pairing: FolderPairing?) -> String {
    guard let pairing else { return "" }
    let pattern = pairing.pattern.map { ", paired by \($0)" } ?? ""
    return pattern + (pairing.isRecursive ? ", with the folders inside" : "")
  }
}
