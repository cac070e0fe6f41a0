// SPDX-License-Identifier: Apache-2.0

import Alignment
import Cameras
import Datasets
import Geometry
import Imaging

/// The files of a pair as they were sent, and how each may be read.
struct ReceivedPair: Sendable {
  private let first: (bytes: [UInt8], policy: ImageDecodingPolicy)
  /// Nil: the first file is a pair by itself.
  private let second: (bytes: [UInt8], policy: ImageDecodingPolicy)?

  /// Looks at the headers and takes the memory for the images and for what is made of them.
  ///
  /// - Throws: ``Problem``, `ImagingError`.
  init(
    _ form: RequestForm, _ limits: ServiceLimits,
    bytesPerPixel: Int = ServedModel.usualBytesPerPixel
  ) throws {
    var cost = ImageCost(limits)
    let bytes = try form.file("first")
    first = (bytes, try cost.add(bytes, name: "first"))
    second = try form.files["second"].map { ($0, try cost.add($0, name: "second")) }
    try cost.reserve(
      in: form.share, beside: form.files.values.map(\.count).reduce(0, +),
      bytesPerPixel: bytesPerPixel)
  }

  /// Both images, each as it is, or laid on each other as a radiometric file says.
  ///
  /// - Parameters:
  ///   - isPlaced: Whether the images of a radiometric file are laid on each other.
  ///   - isStated: Whether the file has to say how.
  /// - Returns: Both, without a name.
  /// - Throws: ``Problem``, `ImagingError`, `CamerasError`.
  func read(isPlaced: Bool, isStated: Bool = false) throws -> RegisteredPair {
    if let second {
      return RegisteredPair(
        first: try readImage(
          .first, encoded: first.bytes, path: "first", policy: first.policy),
        second: try readImage(
          .second, encoded: second.bytes, path: "second", policy: second.policy))
    }
    guard let shot = try shot else {
      throw Problem.malformed(
        "no file second, and first is no radiometric file, which would be a pair by itself")
    }
    if isPlaced {
      let pair = try shot.placedPair(policy: first.policy, isStated: isStated)
      return RegisteredPair(first: pair.first, second: pair.second)
    }
    return RegisteredPair(
      first: try shot.requiredPhoto(),
      second: try readImage(
        .second, encoded: first.bytes, path: "first", policy: first.policy))
  }

  /// What the radiometric file says of how its images lie on each other; nil: there is none, or it
  /// says nothing.
  var statedRig: Rig? { try? shot.map { try Rig($0) } }

  /// Whether one file is both images.
  var isOneFile: Bool { second == nil }

  private var shot: RadiometricImage? {
    get throws {
      try RadiometricImage(encoded: first.bytes, path: "first", policy: first.policy)
    }
  }
}
