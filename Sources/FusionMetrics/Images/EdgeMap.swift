import Imaging

/// Strength and direction of the gradient at each pixel, by Sobel's 3x3 windows.
struct EdgeMap {
  /// sqrt(Sx^2 + Sy^2).
  let strengths: [Double]
  /// atan(Sy / Sx), and pi/2 where Sx is 0; y points up.
  let angles: [Double]

  /// - Parameters:
  ///   - image: At least 3x3 pixels together with the padding.
  ///   - padding: Pixels of level 0 put round the image; the outermost pixels get no gradient.
  init(_ image: GrayImage, padding: Int) {
    let plane = PaddedPlane(image, padding: padding)
    let (width, height) = (plane.width - 2, plane.height - 2)
    var strengths = [Double](repeating: 0, count: width * height)
    var angles = strengths
    for y in 0..<height {
      for x in 0..<width {
        let (across, up) = plane.gradient(x, y)
        strengths[y * width + x] = Double(across * across + up * up).squareRoot()
        angles[y * width + x] = across == 0 ? .pi / 2 : arcTangent(Double(up) / Double(across))
      }
    }
    (self.strengths, self.angles) = (strengths, angles)
  }
}

/// An image with a black frame.
private struct PaddedPlane {
  let width: Int
  let height: Int
  private var levels: [Int32]

  init(_ image: GrayImage, padding: Int) {
    (width, height) = (image.size.width + 2 * padding, image.size.height + 2 * padding)
    levels = [Int32](repeating: 0, count: width * height)
    for row in 0..<image.size.height {
      let start = (row + padding) * width + padding
      for column in 0..<image.size.width {
        levels[start + column] = Int32(image.levels[row * image.size.width + column])
      }
    }
  }

  /// Right minus left and upper minus lower, weighted 1, 2, 1, about the pixel (x + 1, y + 1).
  @inline(__always)
  func gradient(_ x: Int, _ y: Int) -> (across: Int32, up: Int32) {
    let upper = y * width + x
    let (middle, lower) = (upper + width, upper + 2 * width)
    let corners = (levels[upper + 2] - levels[lower], levels[upper] - levels[lower + 2])
    let across = 2 * (levels[middle + 2] - levels[middle]) + corners.0 - corners.1
    let up = 2 * (levels[upper + 1] - levels[lower + 1]) + corners.0 + corners.1
    return (across, up)
  }
}
