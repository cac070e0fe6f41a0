// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Imaging
import TestBasics

/// Pairs of PNG files for a loader.
enum ImagePairFiles {
  /// A pixel's byte from its pair, x and y.
  typealias Content = (_ pair: Int, _ x: Int, _ y: Int) -> Int

  /// Column and pair, with contrast everywhere; for sides up to 50 and up to 25 pairs.
  static func columns(pair: Int, x: Int, y: Int) -> Int { x * 5 + pair % 5 }

  /// Row and pair, likewise.
  static func rows(pair: Int, x: Int, y: Int) -> Int { y * 5 + pair / 5 }

  /// Writes a pair of gray images for each size.
  static func write(
    to folder: String, sizes: [ImageSize], first: Content = columns, second: Content = rows
  ) throws -> [ImagePair] {
    try sizes.enumerated().map { index, size in
      let pair = ImagePair(
        stem: "\(index)", first: "\(folder)/\(index)a.png", second: "\(folder)/\(index)b.png")
      try image(size) { first(index, $0, $1) }.write(to: pair.first)
      try image(size) { second(index, $0, $1) }.write(to: pair.second)
      return pair
    }
  }

  private static func image(_ size: ImageSize, _ value: (_ x: Int, _ y: Int) -> Int) -> Image {
    let values = (0..<size.pixelCount).map { UInt8(value($0 % size.width, $0 / size.width)) }
    return Image(size: size, colorModel: .gray, samples: .uint8(values))
  }
}

/// Where a crop of ``ImagePairFiles/columns(pair:x:y:)`` and rows comes from.
struct CodedPlace: Hashable {
  let pair: Int
  /// Columns of the first and the last pixel.
  let x: [Int]
  /// Rows of the first and the last pixel.
  let y: [Int]

  /// The places of a batch's crops, by the two corner pixels.
  static func all(in batch: CropBatch) -> [CodedPlace] {
    let area = batch.side * batch.side
    return (0..<batch.count).map { index in
      let corners = [index * area, (index + 1) * area - 1]
      let first = corners.map { Int((batch.first[$0] * 255).rounded()) }
      let second = corners.map { Int((batch.second[$0] * 255).rounded()) }
      return CodedPlace(
        pair: first[0] % 5 + 5 * (second[0] % 5), x: first.map { $0 / 5 }, y: second.map { $0 / 5 })
    }
  }
}

extension CropBatch {
  /// Both modalities' values, for comparing.
  var values: [[Float]] { [first, second] }
}

/// Runs `body` with the path of a fresh folder, which is removed afterwards.
func withFolder<R>(_ body: (String) async throws -> R) async throws -> R {
  let folder = FileManager.default.temporaryDirectory.appending(path: "daefuse-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder.path(percentEncoded: false))
}
