// SPDX-License-Identifier: Apache-2.0

import Imaging
import Tensors

/// How an image lies in the square that a detector looks at: as large as fits, in the upper left
/// corner, the rest gray, as YOLOX's own scripts do it.
struct Letterbox {
  /// The gray of what the image does not cover, 0...255.
  private static let gray = 114.0

  /// The pixels of the square's side.
  let side: Int
  /// The image's size.
  let size: ImageSize

  /// The square's pixels to one of the image.
  private var scale: Double {
    min(Double(side) / Double(size.width), Double(side) / Double(size.height))
  }

  /// The image's size in the square, at least 1x1.
  var fittedSize: ImageSize {
    ImageSize(
      width: max(1, Int(Double(size.width) * scale)),
      height: max(1, Int(Double(size.height) * scale)))
  }

  /// The square: `[1, 3, side, side]`, blue, green, red, 0...255.
  ///
  /// Bilinear without antialiasing, as what the detector was trained on, but not rounded to whole
  /// numbers, so that no rounding error decides a gray level. A gray image has three equal
  /// channels; alpha is not looked at.
  /// - Precondition: The image is of ``size``.
  func square(_ image: Image) -> Tensor {
    let square = Self.empty(side: side)
    square.slice(0..<fittedSize.height, dim: 2).slice(0..<fittedSize.width, dim: 3)
      .copy_(fitted(image))
    return square
  }

  /// A gray square with nothing in it: `[1, 3, side, side]`.
  static func empty(side: Int) -> Tensor { Tensor(full: gray, [1, 3, side, side]) }

  /// The image alone, scaled: `[1, 3, H, W]` of ``fittedSize``, blue, green, red, 0...255.
  /// - Precondition: The image is of ``size``.
  func fitted(_ image: Image) -> Tensor {
    precondition(image.size == size, "Letterbox: \(image.size) given, \(size) wanted")
    return image.blueGreenRed.resized(height: fittedSize.height, width: fittedSize.width)
  }

  /// A box of the image as one of the square.
  func fitted(_ box: Box) -> Box {
    Box(x0: box.x0 * scale, y0: box.y0 * scale, x1: box.x1 * scale, y1: box.y1 * scale)
  }

  /// A box of the square as one of the image, cut off where the image ends; not-a-number is 0.
  func original(_ box: Box) -> Box {
    let (width, height) = (Double(size.width), Double(size.height))
    func across(_ x: Double) -> Double { min(max(0, x / scale), width) }
    func down(_ y: Double) -> Double { min(max(0, y / scale), height) }
    return Box(x0: across(box.x0), y0: down(box.y0), x1: across(box.x1), y1: down(box.y1))
  }
}

extension Image {
  /// `[1, 3, H, W]`: blue, green, red, 0...255.
  fileprivate var blueGreenRed: Tensor {
    guard case .uint8(let values) = shown8Bits.samples else {
      preconditionFailure("an image of 8 bits has other samples")
    }
    let channels = Tensor(values, [1, size.height, size.width, colorModel.channelCount])
      .to(.float32).permuted(0, 3, 1, 2)
    return colorModel == .gray
      ? channels.expanded(-1, 3, -1, -1).contiguous() : channels.flipped(1).contiguous()
  }
}
