// SPDX-License-Identifier: Apache-2.0

import Cameras
public import Imaging

/// Two images that show one scene through two sensors, as files.
public struct ImagePair: Sendable, Hashable {
  /// What the pair is called: what the files' names have in common, without the extension;
  /// in a tree of folders with the way to them, such as "V000/07".
  public let stem: String
  /// The path of the visible image or of the MRI.
  public let first: String
  /// The path of the infrared image, or of the CT, PET or SPECT; that of ``first`` where one file
  /// holds both.
  public let second: String
  /// How the images come out of the files.
  public let reading: PairReading

  /// Names two files.
  public init(stem: String, first: String, second: String, reading: PairReading = .twoFiles) {
    (self.stem, self.first, self.second) = (stem, first, second)
    self.reading = reading
  }

  /// Names a radiometric file, which is a pair by itself where it holds a photo of the scene too:
  /// reading it says so where it does not. Nil for any other file.
  package init?(stem: String, radiometric path: String) {
    guard RadiometricKind(ofFileAt: path) != nil else { return nil }
    self.init(stem: stem, first: path, second: path, reading: .radiometricFile)
  }

  /// The files, each named once.
  public var paths: [String] { first == second ? [first] : [first, second] }

  /// Reads both images, whatever their sizes.
  ///
  /// - Parameter policy: How much reading one file may cost.
  /// - Returns: The images, under the pair's stem.
  /// - Throws: `ImagingError` for a file that cannot be read; ``DatasetError`` with `onePicture`
  ///   where the policy wants the screen's picture of a radiometric file that is both images.
  public func read(policy: ImageDecodingPolicy = .standard) throws -> RegisteredPair {
    try requireMeasured(policy)
    let (first, second) = try reading.read(first, second, policy)
    return RegisteredPair(name: stem, first: first, second: second)
  }

  /// What is odd about the files of images that were read, a line each that names the file.
  package func warnings(of images: RegisteredPair) -> [String] {
    let ofFirst = images.first.notes.warnings.map { "\(first): \($0)" }
    return ofFirst + images.second.notes.warnings.map { "\(second): \($0)" }
  }

  /// What was taken of the files of images that were read.
  package func remarks(of images: RegisteredPair) -> [ImageRemark] {
    let ofFirst = images.first.notes.remarks.map { ImageRemark(path: first, text: $0) }
    return ofFirst + images.second.notes.remarks.map { ImageRemark(path: second, text: $0) }
  }

  /// Reads both images, which are to be of one size.
  ///
  /// - Throws: `ImagingError` for a file that cannot be read, ``DatasetError`` with `unequalSizes`.
  package func readEqualSizes() throws -> RegisteredPair {
    let images = try read()
    guard images.first.size == images.second.size else {
      throw DatasetError(
        .unequalSizes, path: second,
        "is \(images.second.size); \(images.first.size) as \(first) is wanted")
    }
    return images
  }
}
