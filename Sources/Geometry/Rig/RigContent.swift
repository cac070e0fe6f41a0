// SPDX-License-Identifier: Apache-2.0

import Imaging

/// What stands in a rig file.
package struct RigContent: Codable, Sendable {
  /// The version that is written, and the only one there is.
  static let version = 1

  private let version: Int
  private let firstSize: ImageSize
  private let secondSize: ImageSize
  private let matrix: [[Double]]
  private let parallax: [Double]?
  private let firstLens: LensContent?
  private let secondLens: LensContent?
  private let origin: Rig.Origin?

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case version, firstSize, secondSize, matrix, parallax, firstLens, secondLens, origin
  }

  /// The content of a rig's file.
  package init(_ rig: Rig) {
    version = Self.version
    (firstSize, secondSize, origin) = (rig.firstSize, rig.secondSize, rig.origin)
    matrix = stride(from: 0, to: 9, by: 3).map { Array(rig.geometry.elements[$0..<$0 + 3]) }
    parallax = rig.parallax.map { [$0.x, $0.y, $0.z] }
    firstLens = rig.firstLens.map(LensContent.init)
    secondLens = rig.secondLens.map(LensContent.init)
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    version = try values.decodeVersion(forKey: .version)
    guard version == Self.version else { throw RigVersion(found: "\(version)") }
    try decoder.refuseUnknownNames(
      besides: CodingKeys.allCases.map(\.stringValue), of: "a rig file")
    firstSize = try values.decode(ImageSize.self, forKey: .firstSize)
    secondSize = try values.decode(ImageSize.self, forKey: .secondSize)
    for key in [CodingKeys.firstSize, .secondSize] {
      try values.superDecoder(forKey: key)
        .refuseUnknownNames(besides: ["width", "height"], of: key.stringValue)
    }
    matrix = try values.decode([[Double]].self, forKey: .matrix)
    parallax = try values.decodeIfPresent([Double].self, forKey: .parallax)
    firstLens = try values.decodeIfPresent(LensContent.self, forKey: .firstLens)
    secondLens = try values.decodeIfPresent(LensContent.self, forKey: .secondLens)
    origin = try values.decodeIfPresent(Rig.Origin.self, forKey: .origin)
    if origin != nil {
      try values.superDecoder(forKey: .origin)
        .refuseUnknownNames(besides: ["model", "frames", "score", "residual"], of: "origin")
    }
  }

  /// Why this is no rig; nil where it is one.
  var problem: String? {
    for (name, size) in [("firstSize", firstSize), ("secondSize", secondSize)]
    where !sides.contains(size.width) || !sides.contains(size.height) {
      return "\(name) is \(size); \(sides.lowerBound) to \(sides.upperBound) a side is wanted"
    }
    if matrix.count != 3 {
      return "matrix has \(matrix.count == 1 ? "1 row" : "\(matrix.count) rows"); three are wanted"
    }
    if let row = matrix.firstIndex(where: { $0.count != 3 }) {
      return "matrix[\(row)] has \(matrix[row].count) numbers; three in each row are wanted"
    }
    guard rig.geometry.shows(secondSize) else {
      return
        "matrix \(matrix) mirrors the second image, sends a part of it to infinity, stretches it "
        + "or makes it more than \(Int(Homography.mostGrowth)) times as large or small; what two cameras see of one "
        + "scene is wanted"
    }
    if parallax == nil, rig.isApart {
      return "matrix \(matrix) puts the second image outside of the first; images that overlap are "
        + "wanted"
    }
    if let parallax, parallax.count != 3 {
      return "parallax has \(parallax.count) numbers; three are wanted"
    }
    return problem(of: firstLens, "firstLens", firstSize)
      ?? problem(of: secondLens, "secondLens", secondSize)
  }

  private func problem(of lens: LensContent?, _ name: String, _ size: ImageSize) -> String? {
    guard let lens else { return nil }
    if let problem = lens.problem { return "\(name) \(problem)" }
    return lens.lens.shows(size)
      ? nil
      : "\(name) folds the image of \(size) over itself; the numbers of a calibration of this "
        + "size are wanted"
  }

  /// - Precondition: There is no ``problem`` with the shapes of lists.
  var rig: Rig {
    var rig = Rig(
      firstSize: firstSize, secondSize: secondSize, geometry: Homography(matrix.flatMap(\.self)),
      origin: origin)
    rig.parallax = parallax.flatMap { $0.count == 3 ? SIMD3($0[0], $0[1], $0[2]) : nil }
    (rig.firstLens, rig.secondLens) = (firstLens?.lens, secondLens?.lens)
    return rig
  }
}

/// More than any camera has; far below where products overflow.
private let sides = 1...1_000_000

/// A file of a version that is not read.
struct RigVersion: Error {
  let found: String
}

extension KeyedDecodingContainer {
  /// - Throws: ``RigVersion`` for a number that no `Int` holds, which the decoder takes for no
  ///   JSON.
  fileprivate func decodeVersion(forKey key: Key) throws -> Int {
    do { return try decode(Int.self, forKey: key) } catch {
      guard !(error is DecodingError), let number = try? decode(Double.self, forKey: key) else {
        throw error
      }
      throw RigVersion(found: "\(number)")
    }
  }
}
