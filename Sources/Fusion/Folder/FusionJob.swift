// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging

/// Two image files to read and one to write.
public struct FusionJob: Sendable, Hashable {
  /// The path of the visible image or the MRI.
  public let first: String
  /// The path of the infrared image, CT, PET or SPECT.
  public let second: String
  /// The path of the fused image.
  public let output: String

  /// Names three files.
  public init(first: String, second: String, output: String) {
    (self.first, self.second, self.output) = (first, second, output)
  }

  /// What methods know the pair by: the first file's name without its extension.
  public var name: String { stem(first) }

  /// - Throws: ``FusionError`` with `unknownFormat` unless the output's extension names a format.
  func checkFormat() throws(FusionError) {
    let pathExtension = URL(filePath: output).pathExtension
    guard ImageFormat(pathExtension: pathExtension) == nil else { return }
    throw FusionError(
      .unknownFormat, path: output,
      "extension \"\(pathExtension)\"; png, jpg, tif or webp is wanted")
  }
}
