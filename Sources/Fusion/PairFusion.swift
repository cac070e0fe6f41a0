// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// Fuses pairs of images by any method: does what lies between images and luminances.
///
/// ```swift
/// let fused = try await PairFusion()(visible, infrared, by: ClassicalMethod.laplacian)
/// ```
public struct PairFusion: Sendable, Equatable {
  /// The shortest side of an image that is fused, in pixels.
  public static let minimumSide = 16

  /// Color, ranges, sizes and depth.
  public var options: FusionOptions

  /// Fuses with these options.
  public init(_ options: FusionOptions = FusionOptions()) { self.options = options }

  /// Fuses a pair that is registered, or that ``FusionOptions/alignment`` says how to lay together.
  ///
  /// - Parameters:
  ///   - first: The visible image, or the MRI; ``minimumSide`` pixels a side or more.
  ///   - second: The infrared image, or CT, PET or SPECT; of the same size unless
  ///     ``FusionOptions/resizesSecond`` or ``FusionOptions/alignment`` is set.
  ///   - method: Fuses the luminances.
  ///   - name: What the pair is called, for methods that look it up.
  /// - Returns: An image of the first one's size, with its alpha; opaque where the second one is
  ///   taken. Where no pixel of one image is valid it shows the other one.
  /// - Throws: ``FusionError`` for images that cannot be fused, `ImagingError` for a range that is
  ///   none, `RigError` for a rig of images of other shapes, and what `method` throws.
  public func callAsFunction(
    _ first: Image, _ second: Image, by method: any FusionMethod, named name: String? = nil
  ) async throws -> Image {
    try await PreparedPair(first, second, options).fused(by: method, named: name)
  }
}
