// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Fusion
import Imaging
import TestBasics
import Testing

/// One range for all images of a series.
@Suite("shared ranges", .tags(.unit)) struct SharedRangeTests {
  @Test("the widest range that images of a series use; what cannot be read has no part")
  func widest() throws {
    try withTemporaryFolder { root in
      var pairs = try [28_000, 29_000, 28_500].enumerated().map { index, level in
        try pair("\(root)/\(index)", from: UInt16(level))
      }
      let alone = try pairs.map { try #require(SharedRange(of: \.second, in: [$0])).range }
      pairs.append(ImagePair(stem: "x", first: "\(root)/none.png", second: "\(root)/none.png"))
      let shared = try #require(SharedRange(of: \.second, in: pairs))
      #expect(shared.range.low == alone[0].low && shared.range.high == alone[1].high)
      #expect(alone[0].high < alone[1].low, "they have nothing in common")
      #expect(
        shared.mapping
          == .values(low: Double(alone[0].low), high: Double(alone[1].high)))
      #expect(shared.description.hasSuffix(" °C, found in 3 of 4 images"), "\(shared)")
      #expect(SharedRange(of: \.first, in: pairs) == nil, "8 bits have a range")
      #expect(SharedRange(of: \.second, in: []) == nil)
    }
  }

  @Test("a long series is looked at in places spread evenly")
  func spread() throws {
    try withTemporaryFolder { root in
      let (usual, other) = (
        try pair("\(root)/a", from: 28_000), try pair("\(root)/b", from: 29_000)
      )
      let series = [ImagePair](repeating: usual, count: 50)
      func shared(with index: Int) throws -> SharedRange {
        var pairs = series
        pairs[index] = other
        return try #require(SharedRange(of: \.second, in: pairs))
      }
      #expect(try shared(with: 1).range == shared(with: 49).range, "these are passed over")
      #expect(try shared(with: 48).range.high > shared(with: 49).range.high)
      #expect(try shared(with: 0).description.hasSuffix("found in 25 of 50 images"))
    }
  }

  /// A flat visible image, and thermal counts that rise by 400 from one on.
  private func pair(_ path: String, from level: UInt16) throws -> ImagePair {
    let size = ImageSize(width: 20, height: 20)
    try Image(size: size, colorModel: .gray, samples: .uint8([UInt8](repeating: 9, count: 400)))
      .write(to: path + "v.png")
    try Image(size: size, colorModel: .gray, samples: .uint16((0..<400).map { level + $0 }))
      .write(to: path + "i.png")
    return ImagePair(stem: "x", first: path + "v.png", second: path + "i.png")
  }
}
