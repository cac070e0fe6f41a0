// SPDX-License-Identifier: Apache-2.0

public import Datasets

/// Where the pairs of a run come from, as its `config.json` keeps it.
public enum DataSource: PairSource, Codable, Equatable {
  /// A path in any `PairLayout`, such as a data set's folder, which holds two folders of images: vi
  /// and ir, visible and infrared, or mri and ct, pet or spect.
  case folder(String)
  /// Two folders of images, the first modality's and the second's.
  case pairs(first: String, second: String)

  /// Lists the pairs; no image is read.
  ///
  /// - Throws: `DatasetError`.
  public func list() throws -> PairList {
    switch self {
    case .folder(let path): try PairLayout.source(at: path).list()
    case .pairs(let first, let second): try PairList(first: first, second: second)
    }
  }

  /// The name that weights keep: the last part of the path, nothing of the machine.
  var name: String {
    switch self {
    case .folder(let path), .pairs(let path, _): lastPart(of: path)
    }
  }

  /// The same by the last parts of its paths.
  var named: Self {
    switch self {
    case .folder(let path): .folder(lastPart(of: path))
    case .pairs(let first, let second):
      .pairs(first: lastPart(of: first), second: lastPart(of: second))
    }
  }
  /// The same place, named from the root of the file system.
  var standardized: Self {
    switch self {
    case .folder(let path): .folder(standardizedPath(path))
    case .pairs(let first, let second):
      .pairs(first: standardizedPath(first), second: standardizedPath(second))
    }
  }
}

extension DataSource: CustomStringConvertible {
  /// The path, or both with a colon between them.
  public var description: String {
    switch self {
    case .folder(let path): path
    case .pairs(let first, let second): "\(first):\(second)"
    }
  }
}
