// SPDX-License-Identifier: Apache-2.0

import CDaefuse
import Fusion
import Imaging

/// A caller's image, which was looked over.
struct PixelBuffer {
  /// Sides that are taken: the smallest that is fused, and what products of sides are safe with.
  private static let sides = PairFusion.minimumSide...65535

  private let name: String
  private let pixels: UnsafeMutablePointer<UInt8>
  private let size: ImageSize
  private let colorModel: Image.ColorModel
  private let stride: Int

  /// Takes the caller's word for the memory alone.
  ///
  /// - Throws: ``CallError`` that calls the image `name`.
  init(_ image: UnsafePointer<daefuse_image>?, called name: String) throws {
    guard let image = image?.pointee else {
      throw CallError("\(name) is NULL; an image is wanted")
    }
    guard let pixels = image.pixels else {
      throw CallError("\(name): pixels is NULL; their address is wanted")
    }
    guard image.channels == 1 || image.channels == 3 else {
      throw CallError("\(name): \(image.channels) channels; 1 (gray) or 3 (RGB) are wanted")
    }
    (self.name, self.pixels) = (name, pixels)
    size = ImageSize(width: Int(image.width), height: Int(image.height))
    guard Self.sides.contains(size.width), Self.sides.contains(size.height) else {
      throw CallError(
        "\(name): \(size) pixels; sides of \(Self.sides.lowerBound) to \(Self.sides.upperBound) "
          + "are wanted")
    }
    colorModel = image.channels == 1 ? .gray : .rgb
    let least = size.width * colorModel.channelCount
    guard image.stride == 0 || (least...Int(Int32.max)).contains(image.stride) else {
      throw CallError(
        "\(name): a stride of \(UInt(bitPattern: image.stride)) bytes; 0, or \(least) to \(Int32.max) is wanted"
      )
    }
    stride = image.stride == 0 ? least : image.stride
  }

  /// - Throws: ``CallError`` where the sizes differ.
  func checkSize(as other: Self) throws {
    guard size == other.size else {
      throw CallError("\(name): \(size) pixels; \(other.size), as \(other.name) has, is wanted")
    }
  }

  /// What color an image must have to fill it.
  var color: FusionOptions.Color { colorModel == .gray ? .gray : .keep }

  /// A copy of what it holds.
  var image: Image {
    let samples = [UInt8](unsafeUninitializedCapacity: size.height * rowLength) { samples, count in
      for row in 0..<size.height {
        samples.baseAddress?.advanced(by: row * rowLength)
          .initialize(from: pixels + row * stride, count: rowLength)
      }
      count = size.height * rowLength
    }
    return Image(size: size, colorModel: colorModel, samples: .uint8(samples))
  }

  /// Puts an image into it, which must be of its size and color model, and 8 bits deep.
  func fill(with image: Image) {
    guard case .uint8(let samples) = image.samples, image.size == size,
      image.colorModel == colorModel
    else { preconditionFailure("\(name): an image of another kind") }
    samples.withUnsafeBufferPointer { samples in
      for row in 0..<size.height {
        guard let start = samples.baseAddress?.advanced(by: row * rowLength) else { return }
        (pixels + row * stride).update(from: start, count: rowLength)
      }
    }
  }

  private var rowLength: Int { size.width * colorModel.channelCount }
}
