// SPDX-License-Identifier: Apache-2.0

import Cameras
public import Imaging

/// How the two images of a pair come out of its files.
///
/// Readings are told apart by their names.
public struct PairReading: Sendable {
  /// What it is called, such as "two files".
  public let name: String
  /// Reads the images of the pair whose two paths it is given, the visible image or MRI first,
  /// each file within the policy.
  public let read:
    @Sendable (_ first: String, _ second: String, _ policy: ImageDecodingPolicy) throws -> (
      Image, Image
    )

  /// Describes a way to read.
  public init(
    name: String,
    read:
      @escaping @Sendable (
        _ first: String, _ second: String, _ policy: ImageDecodingPolicy
      ) throws -> (Image, Image)
  ) {
    (self.name, self.read) = (name, read)
  }

  /// One file for each image. Of a radiometric file (FLIR, DJI) the measured values are taken, as
  /// the first image its photo where it has one, unless the policy wants the screen's picture.
  public static let twoFiles = Self(name: "two files") { first, second, policy in
    (
      try readImage(.first, from: first, policy: policy),
      try readImage(.second, from: second, policy: policy)
    )
  }

  /// One radiometric file with a photo in it: that photo and the temperatures, laid on each other
  /// as the camera says.
  public static let radiometricFile = Self(name: "radiometric file") { path, _, policy in
    try readAlignedPair(from: path, policy: policy)
  }

  /// One radiometric file with a photo in it: that photo and the temperatures, each as it is.
  public static let photoAndThermal = Self(name: "photo and thermal image") { path, _, policy in
    try readPhotoAndThermal(from: path, policy: policy)
  }

  /// The same as ``radiometricFile``, of files that say how the two lie on each other: others are
  /// refused.
  public static let statedPlacement = Self(name: "stated placement") { path, _, policy in
    try readAlignedPair(from: path, policy: policy, isStated: true)
  }
}

extension PairReading: Hashable {
  /// Whether both have one name.
  public static func == (a: Self, b: Self) -> Bool { a.name == b.name }

  /// Takes in the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
