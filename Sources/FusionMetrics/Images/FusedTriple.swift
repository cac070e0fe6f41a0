// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// A fused image and the two that it was made from: what a metric scores.
///
/// In the formulas F is the fused image, A the first source and B the second. Which source comes
/// first matters to Warm, Bright, Inverted, Flat, QAF, QBF, TexA, TexB, OwnA and OwnB alone, which
/// take A for the infrared image, CT, PET or SPECT; every other metric treats both alike.
public struct FusedTriple: Sendable, Equatable {
  /// What the triple is called in results and messages, such as "01".
  public let name: String
  /// F.
  public let fused: GrayImage
  /// A.
  public let first: GrayImage
  /// B.
  public let second: GrayImage

  /// Puts three images together.
  /// - Throws: ``FusionMetricsError`` with the code `unequalSizes` where their sizes differ.
  public init(
    name: String, fused: GrayImage, first: GrayImage, second: GrayImage
  ) throws(FusionMetricsError) {
    guard fused.size == first.size, fused.size == second.size else {
      throw FusionMetricsError(
        .unequalSizes, triple: name,
        "fused is \(fused.size), the sources are \(first.size) and \(second.size); "
          + "one size is wanted")
    }
    self.name = name
    self.fused = fused
    self.first = first
    self.second = second
  }

  /// Puts the gray levels of three images together.
  /// - Throws: ``FusionMetricsError`` with the code `unequalSizes` where their sizes differ.
  public init(
    name: String, fused: Image, first: Image, second: Image
  ) throws(FusionMetricsError) {
    try self.init(
      name: name, fused: GrayImage(fused), first: GrayImage(first), second: GrayImage(second))
  }

  /// The size of all three images.
  public var size: ImageSize { fused.size }
}
