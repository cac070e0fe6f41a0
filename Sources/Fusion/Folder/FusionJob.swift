// SPDX-License-Identifier: Apache-2.0

public import Datasets
import Foundation
import Imaging

/// A pair to read and a file to write.
public struct FusionJob: Sendable, Hashable {
  /// The pair.
  public let pair: ImagePair
  /// The path of the fused image.
  public let output: String

  /// Names a pair and a file.
  public init(_ pair: ImagePair, output: String) {
    (self.pair, self.output) = (pair, output)
  }

  /// Names three files.
  public init(first: String, second: String, output: String) {
    self.init(ImagePair(stem: stem(first), first: first, second: second), output: output)
  }

  /// The path of the visible image or the MRI.
  public var first: String { pair.first }
  /// The path of the infrared image, CT, PET or SPECT.
  public var second: String { pair.second }
  /// What methods know the pair by: the first file's name without its extension.
  public var name: String { pair.stem }

  /// - Throws: ``FusionError`` with `unknownFormat` unless the output's extension names a format;
  ///   `ImagingError` before that where an image is missing.
  func checkFormat() throws {
    let pathExtension = URL(filePath: output).pathExtension
    guard ImageFormat(pathExtension: pathExtension) == nil else { return }
    try pair.requireFiles()
    throw FusionError(
      .unknownFormat, path: output,
      "extension \"\(pathExtension)\"; png, jpg, tif or webp is wanted")
  }
}
