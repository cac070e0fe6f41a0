// SPDX-License-Identifier: Apache-2.0

import Imaging

/// What stands in a rig file.
struct RigContent: Codable {
  /// The version that is written, and the only one there is. A lens and a parallax will come with
  /// another one.
  static let version = 1

  private let version: Int
  private let firstSize: ImageSize
  private let secondSize: ImageSize
  private let matrix: [[Double]]
  private let origin: Rig.Origin?

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case version, firstSize, secondSize, matrix, origin
  }

  init(_ rig: Rig) {
    version = Self.version
    (firstSize, secondSize, origin) = (rig.firstSize, rig.secondSize, rig.origin)
    matrix = stride(from: 0, to: 9, by: 3).map { Array(rig.geometry.elements[$0..<$0 + 3]) }
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    version = try values.decode(Int.self, forKey: .version)
    guard version == Self.version else { throw RigVersion(found: version) }
    let names = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
    if let unknown = names.sorted().first(where: { CodingKeys(stringValue: $0) == nil }) {
      throw RigUnknown(name: unknown, known: CodingKeys.allCases.map(\.stringValue))
    }
    firstSize = try values.decode(ImageSize.self, forKey: .firstSize)
    secondSize = try values.decode(ImageSize.self, forKey: .secondSize)
    matrix = try values.decode([[Double]].self, forKey: .matrix)
    origin = try values.decodeIfPresent(Rig.Origin.self, forKey: .origin)
  }

  /// Why this is no rig; nil where it is one.
  var problem: String? {
    for (name, size) in [("firstSize", firstSize), ("secondSize", secondSize)]
    where !sides.contains(size.width) || !sides.contains(size.height) {
      return "\(name) is \(size); \(sides.lowerBound) to \(sides.upperBound) a side is wanted"
    }
    guard matrix.count == 3, matrix.allSatisfy({ $0.count == 3 }) else {
      return "matrix has \(matrix.map(\.count)) numbers in its rows; three rows of three are wanted"
    }
    guard rig.geometry.shows(secondSize) else {
      return
        "matrix \(matrix) mirrors the second image or sends a part of it to infinity; what two "
        + "cameras see of one scene is wanted"
    }
    return nil
  }

  /// - Precondition: There is no ``problem`` with the matrix's shape.
  var rig: Rig {
    Rig(
      firstSize: firstSize, secondSize: secondSize, geometry: Homography(matrix.flatMap(\.self)),
      origin: origin)
  }
}

/// More than any camera has; far below where products overflow.
private let sides = 1...1_000_000

/// A file of a version that is not read.
struct RigVersion: Error {
  let found: Int
}

/// A file that says something that is not known.
struct RigUnknown: Error {
  let name: String
  let known: [String]
}

/// Any name in a JSON object.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
