// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

/// Raw thermal images whose bytes were written in the wrong order.
@Suite(.tags(.unit)) struct ByteOrderTests {
  private static let size = ImageSize(width: 64, height: 48)

  /// Counts of a scene with a warm disc, and a little noise.
  private var counts: [UInt16] {
    (0..<Self.size.pixelCount).map { index in
      let (x, y) = (index % 64 - 32, index / 64 - 24)
      let warm = max(0, 1500 - 3 * (x * x + y * y))
      return UInt16(7000 + 9 * (x + y) + warm + index * 7919 % 5)
    }
  }

  private func read(_ values: [UInt16], _ format: ImageFormat, _ order: ByteOrder) throws -> Image {
    let image = Image(size: Self.size, colorModel: .gray, samples: .uint16(values))
    var policy = ImageDecodingPolicy()
    policy.byteOrder = order
    return try Image(encoded: image.encoded(as: format), path: "raw", policy: policy)
  }

  @Test func swappedCountsAreRecognized() throws {
    let image = try read(counts.map(\.byteSwapped), .png, .recognized)
    #expect(image.samples == .uint16(counts))
    #expect(image.notes.warnings == ["its bytes are in the wrong order; they are swapped"])
  }

  @Test func whatIsRightStays() throws {
    #expect(try read(counts, .png, .recognized).notes == ImageNotes())
    var noise: UInt32 = 1
    let noisy = counts.map { value -> UInt16 in
      noise = noise &* 1_664_525 &+ 1_013_904_223
      return value &+ UInt16(noise >> 21)
    }
    let widened = counts.map { ($0 - 6000) / 16 % 256 * 257 }
    let random = counts.indices.map { UInt16(truncatingIfNeeded: $0 &* 40503) }
    for values in [noisy, widened, random, counts.map { _ in 300 }] {
      let image = try read(values, .png, .recognized)
      #expect(image.samples == .uint16(values) && image.notes == ImageNotes())
    }
  }

  @Test func alphaIsSwappedToo() throws {
    let size = ImageSize(width: 2, height: 1)
    let stored = Image(
      size: size, colorModel: .gray, samples: .uint16([0x1234, 0x0180]),
      alpha: Plane(size: size, values: [Float(0x0080) / 65535, Float(0xFFFF) / 65535]))
    var policy = ImageDecodingPolicy()
    policy.byteOrder = .swapped
    let image = try Image(encoded: stored.encoded(as: .png), path: "raw", policy: policy)
    #expect(image.samples == .uint16([0x3412, 0x8001]))
    let alpha = try #require(image.alpha).values
    #expect(abs(alpha[0] - Float(0x8000) / 65535) < 1e-6 && alpha[1] == 1)
  }

  @Test func theOrderCanBeNamed() throws {
    for format in [ImageFormat.png, .tiff] {
      #expect(try read(counts.map(\.byteSwapped), format, .swapped).samples == .uint16(counts))
      #expect(try read(counts, format, .stored).samples == .uint16(counts))
    }
    let wrong = counts.map(\.byteSwapped)
    #expect(try read(wrong, .png, .stored).samples == .uint16(wrong))
    #expect(try read(wrong, .tiff, .recognized).samples == .uint16(wrong))
  }
}
