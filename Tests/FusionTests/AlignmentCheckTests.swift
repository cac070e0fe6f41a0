// SPDX-License-Identifier: Apache-2.0

import Fusion
import Geometry
import Imaging
import TestBasics
import Testing

@Suite("pictures of an alignment", .tags(.unit)) struct AlignmentCheckTests {
  private let size = ImageSize(width: 64, height: 64)

  /// Dark to the left of a column, light to the right.
  private func step(at column: Int, _ low: UInt8, _ high: UInt8) -> Image {
    Image(
      size: size, colorModel: .gray,
      samples: .uint8((0..<size.pixelCount).map { $0 % 64 < column ? low : high }))
  }

  private func pixel(_ image: Image, _ x: Int, _ y: Int) -> [UInt8] {
    guard case .uint8(let values) = image.samples else { return [] }
    let place = y * image.size.width + x
    // A panel without a color is gray.
    return image.colorModel == .gray
      ? Array(repeating: values[place], count: 3) : Array(values[3 * place..<3 * place + 3])
  }

  @Test("edges that meet are white, others have the color of their image")
  func edges() throws {
    let (first, second) = (step(at: 32, 40, 200), step(at: 28, 200, 60))
    var options = FusionOptions()
    let apart = try Image.alignmentCheck(first: first, second: second, options: options)
    #expect(apart.size == ImageSize(width: 136, height: 64))
    #expect(
      pixel(apart, 72 + 31, 20) == [0, 255, 255] && pixel(apart, 72 + 27, 20) == [255, 0, 0])
    options.alignment = Rig(
      firstSize: size, secondSize: size, geometry: .translation(x: 4, y: 0))
    let together = try Image.alignmentCheck(first: first, second: second, options: options)
    #expect(pixel(together, 72 + 31, 20) == [255, 255, 255])
    #expect(pixel(together, 72 + 27, 20) == [0, 0, 0])
    #expect(pixel(together, 72 + 4, 20) == [0, 0, 0], "the end of an image is no edge")
  }

  @Test("squares are of one image and of the other in turn, of the first where it is alone")
  func checkerboard() throws {
    let (first, second) = (step(at: 0, 10, 10), step(at: 0, 250, 250))
    var options = FusionOptions()
    options.alignment = Rig(
      firstSize: size, secondSize: size, geometry: .translation(x: 16, y: 0))
    let check = try Image.alignmentCheck(first: first, second: second, options: options)
    #expect(pixel(check, 36, 36) == [10, 10, 10] && pixel(check, 44, 36) == [250, 250, 250])
    #expect(pixel(check, 44, 44) == [10, 10, 10])
    #expect(pixel(check, 12, 4) == [10, 10, 10], "where the second one does not reach")
  }
}
