// SPDX-License-Identifier: Apache-2.0

import Imaging
import Scenes

/// Brightness of an image inside and around a region, 0...1.
struct Measure {
  private let values: [Float]
  private let region: SceneRegion

  init(_ image: Image, _ region: SceneRegion) {
    values = image.luminance().values
    self.region = region
  }

  /// How much lighter the region is than what is around it.
  var contrast: Float { mean(region.pixels) - mean(region.surroundings()) }

  /// The standard deviation inside the region.
  var deviation: Float {
    let center = mean(region.pixels)
    let squares = region.pixels.map { (values[$0] - center) * (values[$0] - center) }
    return (squares.reduce(0, +) / Float(squares.count)).squareRoot()
  }

  private func mean(_ pixels: [Int]) -> Float {
    pixels.map { values[$0] }.reduce(0, +) / Float(pixels.count)
  }
}

extension Image {
  /// FNV-1a over the 8-bit samples; nil at another depth.
  var checksum: UInt64? {
    guard case .uint8(let values) = samples else { return nil }
    return values.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
