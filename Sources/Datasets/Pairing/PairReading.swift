// SPDX-License-Identifier: Apache-2.0

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

  /// One file for each image.
  public static let twoFiles = Self(name: "two files") { first, second, policy in
    (
      try Image(contentsOf: first, policy: policy), try Image(contentsOf: second, policy: policy)
    )
  }
}

extension PairReading: Hashable {
  /// Whether both have one name.
  public static func == (a: Self, b: Self) -> Bool { a.name == b.name }

  /// Takes in the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
