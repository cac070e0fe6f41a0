// SPDX-License-Identifier: Apache-2.0

public import Imaging

extension Image {
  /// A picture that shows whether two images lie on each other: squares of one and of the other in
  /// turn, in which lines must go on, and beside it the edges of both, the first one's in cyan and
  /// the second one's in red, which are white where they meet.
  ///
  /// - Parameters:
  ///   - first: The image that stays.
  ///   - second: The other one, which is laid on it as the options say.
  ///   - options: Ranges, no-data and the alignment.
  /// - Returns: Two pictures of the first image's size side by side.
  /// - Throws: `ImagingError` for an invalid range, `RigError` for a rig of other shapes.
  public static func alignmentCheck(
    first: Image, second: Image, options: FusionOptions
  ) throws -> Image {
    let aligned = try options.aligned(second, on: first).image
    let first = try SeenImage(first, noData: options.firstNoData, range: options.firstRange)
    let second = try SeenImage(aligned, noData: options.secondNoData, range: options.secondRange)
    let planes = (first: first.luminance, second: second.luminance.resized(to: first.image.size))
    let unseen = second.mask?.resized(to: first.image.size)
    return panel([
      Image(luminance: planes.first.checkered(with: planes.second, without: unseen)),
      edges(planes.first.edges, planes.second.edges.without(unseen?.grown(by: 3))),
    ])
  }

  /// Edges of both, 0...1, as colors.
  private static func edges(_ first: Plane, _ second: Plane) -> Image {
    let samples = zip(first.values, second.values).flatMap { first, second in
      [second, first, first].map { UInt8((255 * $0).rounded()) }
    }
    return Image(size: first.size, colorModel: .rgb, samples: .uint8(samples))
  }
}

extension Plane {
  /// Squares of this image and of another one in turn, an eighth of the shorter side long; this one
  /// alone where the other was not seen.
  fileprivate func checkered(with other: Plane, without unseen: ValidityMask?) -> Plane {
    let side = max(min(size.width, size.height) / 8, 1)
    var result = self
    for index in values.indices where unseen?.isInvalid[index] != true {
      let (x, y) = (index % size.width / side, index / size.width / side)
      if (x + y) % 2 == 1 { result.values[index] = other.values[index] }
    }
    return result
  }

  /// This plane with 0 at the pixels of a mask: where an image ends is no edge of it.
  fileprivate func without(_ mask: ValidityMask?) -> Plane {
    guard let mask else { return self }
    return Plane(
      size: size, values: values.indices.map { mask.isInvalid[$0] ? 0 : values[$0] })
  }

  /// How strong edges are, 0...1: central differences of a picture that is blurred a little, 1 at
  /// the strongest twentieth.
  fileprivate var edges: Plane {
    let reach = 1
    let soft = boxSums(values, size, reach: reach)
    var edges = Plane(size: size, values: Array(repeating: 0, count: size.pixelCount))
    for y in 2..<max(size.height - 2, 2) {
      for x in 2..<max(size.width - 2, 2) {
        let index = y * size.width + x
        let across = soft[index + 1] - soft[index - 1]
        let down = soft[index + size.width] - soft[index - size.width]
        edges.values[index] = (across * across + down * down).squareRoot()
      }
    }
    let strong = edges.values.sorted()[size.pixelCount * 19 / 20]
    edges.values = edges.values.map { strong > 0 ? min($0 / strong, 1) : 0 }
    return edges
  }
}
