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

  @Test("images of different units share no range where a camera or a tag says which they have")
  func units() throws {
    try withTemporaryFolder { root in
      func pair(_ name: String, _ set: (inout RadiometricBytes.FLIR) -> Void) throws -> ImagePair {
        let values = (0..<400).map { (index: Int) -> UInt16 in UInt16(15_000 + 3 * index) }
        var file = RadiometricBytes.FLIR(20, 20, values: values)
        set(&file)
        try Data(file.bytes).write(to: URL(filePath: "\(root)/\(name).fff"))
        return ImagePair(
          stem: name, first: "\(root)/\(name).fff", second: "\(root)/\(name).fff")
      }
      let degrees = try pair("a") { _ in }
      let relative = try pair("b") { $0.camera = [:] }
      let counts = try self.pair("\(root)/c", from: 7000)
      for pairs in [[degrees, relative], [relative, degrees]] {
        let shared = try #require(SharedRange(of: \.second, in: pairs))
        let error = #expect(throws: FusionError.self) { try shared.requireOneUnit() }
        #expect(error?.code == .mixedUnits)
        #expect(
          error?.message.contains("a.fff") == true && error?.message.contains("b.fff") == true)
        #expect(error?.message.contains("in °C") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("in relative values") == true)
      }
      #expect(SharedRange(of: \.second, in: [degrees, counts])?.mixture != nil)
      // What the values alone say may be wrong.
      let warm = try self.pair("\(root)/d", from: 28_000)
      for pairs in [[degrees, degrees], [relative, relative], [counts, warm]] {
        let shared = try #require(SharedRange(of: \.second, in: pairs))
        #expect(shared.mixture == nil, "\(shared.mixture ?? "")")
      }
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
