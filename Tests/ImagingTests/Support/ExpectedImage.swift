// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging

/// What `expected.json` says about one file.
struct ExpectedImage: Decodable {
  let width: Int
  let height: Int
  /// 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha.
  let channels: Int
  /// The name of a `Depth`.
  let depth: String
  /// Interleaved, little-endian.
  let samples: Data

  var image: Image {
    let size = ImageSize(width: width, height: height)
    let isGray = channels < 3
    let values = numbers
    let colorCount = isGray ? 1 : 3
    let pixels = (0..<size.pixelCount).map { values[$0 * channels..<($0 + 1) * channels] }
    let colors = pixels.flatMap { $0.prefix(colorCount) }
    let white = ["uint8": 255, "uint16": 65535][depth] ?? 1
    let alpha = pixels.flatMap { $0.dropFirst(colorCount).map { Float($0) / Float(white) } }
    return Image(
      size: size, colorModel: isGray ? .gray : .rgb, samples: wrap(colors),
      alpha: alpha.contains { $0 < 1 } ? Plane(size: size, values: alpha) : nil)
  }

  private var numbers: [Double] {
    switch depth {
    case "uint8": samples.map(Double.init)
    case "uint16": load(UInt16.self).map { Double(UInt16(littleEndian: $0)) }
    default: load(UInt32.self).map { Double(Float(bitPattern: UInt32(littleEndian: $0))) }
    }
  }

  private func load<T: BitwiseCopyable>(_ type: T.Type) -> [T] {
    samples.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: MemoryLayout<T>.size).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: type)
      }
    }
  }

  private func wrap(_ numbers: [Double]) -> Image.Samples {
    switch depth {
    case "uint8": .uint8(numbers.map { UInt8($0) })
    case "uint16": .uint16(numbers.map { UInt16($0) })
    default: .float(numbers.map { Float($0) })
    }
  }
}
