// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

/// Thousands of damaged files: each gives an image or a typed error, never a crash, and none makes
/// the process grow.
@Suite(.tags(.unit)) struct DamageFuzzTests {
  /// SplitMix64 (Steele et al. 2014): the same damage in every run.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  @Test(arguments: [
    ["rgb8-interlaced.png", "palette8-alpha.png", "gray16.png", "rgb8-exif6.png"],
    ["420.jpg", "progressive.jpg", "restarts.jpg", "gray.jpg"],
    [
      "rgb-uint8-tiles.tif", "rgb-lzw.tif", "rgb-uint16-planar.tif", "jpeg.tif", "group4.tif",
      "palette.tif", "float-deflate-predictor-tiles.tif", "orientation5.tif",
    ],
    ["lossy.webp", "lossless-alpha.webp", "lossy-alpha.webp", "exif8.webp"],
  ])
  func damagedFilesNeverCrash(_ names: [String]) throws {
    let folder = try TemporaryFolder()
    let originals = try names.map { try bytes(of: Fixture.path($0)) }
    var generator = Generator(state: 1)
    var (refused, accepted) = (0, 0)
    for round in 0..<2000 {
      let damaged = damage(originals[round % originals.count], with: &generator)
      let path = try folder.file("damaged", damaged)
      do throws(ImagingError) {
        let image = try Image(
          contentsOf: path, policy: ImageDecodingPolicy(maximumPixelCount: 1_000_000))
        accepted += 1
        #expect(
          1...1_000_000 ~= image.size.pixelCount && !image.luminance().values.contains { $0.isNaN })
      } catch {
        refused += 1
        #expect(!error.description.contains("\n") && error.path == path)
      }
    }
    // A changed pixel, color or note leaves many files valid; PNG's checksums find most.
    #expect(refused > 500 && accepted > 20, "\(refused) refused, \(accepted) accepted")
  }

  /// Cuts the file, or changes one to eight of its bytes, mostly near its start.
  private func damage(_ original: [UInt8], with generator: inout Generator) -> [UInt8] {
    if Int.random(in: 0..<4, using: &generator) == 0 {
      return Array(original.prefix(Int.random(in: 0..<original.count, using: &generator)))
    }
    var damaged = original
    for _ in 0..<Int.random(in: 1...8, using: &generator) {
      let end = Bool.random(using: &generator) ? original.count : min(original.count, 128)
      let index = Int.random(in: 0..<end, using: &generator)
      damaged[index] = UInt8.random(in: 0...255, using: &generator)
    }
    return damaged
  }
}
