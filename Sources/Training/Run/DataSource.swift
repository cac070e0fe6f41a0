// SPDX-License-Identifier: Apache-2.0

import Datasets

/// Where pairs come from.
public enum DataSource: Codable, Sendable, Equatable {
  /// A data set's folder, which holds two folders of images: vi and ir, visible and infrared, or
  /// mri and ct, pet or spect.
  case folder(String)
  /// Two folders of images, the first modality's and the second's.
  case pairs(first: String, second: String)

  func pairs() throws -> [ImagePair] {
    switch self {
    case .folder(let path): try DataFolder(path: path).pairs().pairs
    case .pairs(let first, let second): try PairList(first: first, second: second).pairs
    }
  }

  /// The name that weights keep: the last part of the path, nothing of the machine.
  var name: String {
    switch self {
    case .folder(let path), .pairs(let path, _):
      path.split(separator: "/").last.map(String.init) ?? path
    }
  }
}
