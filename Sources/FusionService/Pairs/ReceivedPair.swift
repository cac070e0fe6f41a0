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
  /// Takes memory for images of a radiometric file, whose sizes no header says.
  private let reserve: @Sendable (RegisteredPair) throws -> Void

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
    let (share, bodyBytes) = (form.share, form.files.values.map(\.count).reduce(0, +))
    try cost.reserve(in: share, beside: bodyBytes, bytesPerPixel: bytesPerPixel)
    reserve = { [cost] pair in
      var cost = cost
      cost.add(pair.first)
      cost.add(pair.second)
      try cost.reserve(in: share, beside: bodyBytes, bytesPerPixel: bytesPerPixel)
    }
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
    let pair: RegisteredPair
    if isPlaced {
      let placed = try shot.placedPair(policy: first.policy, isStated: isStated)
      pair = RegisteredPair(first: placed.first, second: placed.second)
    } else {
      pair = RegisteredPair(
        first: try shot.requiredPhoto(),
        second: try readImage(
          .second, encoded: first.bytes, path: "first", policy: first.policy))
    }
    try reserve(pair)
    return pair
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
