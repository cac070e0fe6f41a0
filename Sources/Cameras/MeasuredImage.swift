// SPDX-License-Identifier: Apache-2.0

import Files
package import Imaging

/// Which of a pair's images a file is to be.
package enum PairMember: Sendable {
  /// The visible one.
  case first
  /// The infrared one.
  case second
}

/// Reads an image of a pair. Of a radiometric file that is what was measured, and as the first
/// image its photo, where it has one; never the picture of the camera's screen, unless the policy
/// wants it. The image's remarks say so.
///
/// - Throws: ``CamerasError``, `ImagingError`.
package func readImage(
  _ member: PairMember, from path: String, policy: ImageDecodingPolicy
) throws -> Image {
  try readImage(member, encoded: readFile(path, policy), path: path, policy: policy)
}

/// The same from the bytes of a file; `path` is what errors name.
package func readImage(
  _ member: PairMember, encoded bytes: [UInt8], path: String, policy: ImageDecodingPolicy
) throws -> Image {
  guard !policy.takesScreenPicture,
    let shot = try RadiometricImage(encoded: bytes, path: path, policy: policy)
  else {
    var picture = policy
    picture.takesScreenPicture = true
    return try Image(encoded: bytes, path: path, policy: picture)
  }
  if member == .first, var photo = shot.photo {
    photo.notes.remarks.append("radiometric: its photo is taken")
    return photo
  }
  var image = shot.thermalImage
  image.notes.remarks.append("radiometric: \(shot.whatIsTaken)")
  return image
}

/// Reads both images of a radiometric file that has a photo, each as it is.
///
/// - Throws: ``CamerasError``, `ImagingError`.
package func readPhotoAndThermal(
  from path: String, policy: ImageDecodingPolicy
) throws -> (first: Image, second: Image) {
  let shot = try RadiometricImage(contentsOf: path, policy: policy)
  do { _ = try shot.requiredPhoto() } catch { throw error.of(path) }
  return (
    try readImage(.first, from: path, policy: policy),
    try readImage(.second, from: path, policy: policy)
  )
}

/// Reads both images of a radiometric file that has a photo, on each other.
///
/// A file that does not say how they lie on each other is refused where `isStated` wants it to.
///
/// - Throws: ``CamerasError``, `ImagingError`.
package func readAlignedPair(
  from path: String, policy: ImageDecodingPolicy, isStated: Bool = false
) throws -> (first: Image, second: Image) {
  do {
    return try RadiometricImage(contentsOf: path, policy: policy)
      .placedPair(policy: policy, isStated: isStated)
  } catch let error as CamerasError where error.subject == nil {
    throw error.of(path)
  }
}

private func readFile(_ path: String, _ policy: ImageDecodingPolicy) throws -> [UInt8] {
  do { return try readFile(path, atMost: policy.maximumByteCount) } catch {
    throw ImagingError(error)
  }
}

extension RadiometricImage {
  /// The photo and the thermal image on each other, with a remark of what is taken.
  ///
  /// A file that does not say how they lie on each other is refused where `isStated` wants it to.
  ///
  /// - Throws: ``CamerasError`` without a path.
  package func placedPair(
    policy: ImageDecodingPolicy, isStated: Bool = false
  ) throws(CamerasError) -> (first: Image, second: Image) {
    if isStated { _ = try statedPlacement() }
    var pair = try alignedPair(policy: policy)
    let laid = placement == nil ? "" : ", laid on its photo where the camera says"
    pair.thermal.notes.remarks.append("radiometric: \(whatIsTaken)\(laid)")
    return (pair.photo, pair.thermal)
  }

  /// What of a file stands for the scene's warmth, for a remark.
  fileprivate var whatIsTaken: String {
    if calibration != nil { return "temperatures by its own settings" }
    switch maker {
    case .flir: return "raw values, which are relative"
    case .dji: return "raw values, which are relative: DJI's conversion to degrees is its secret"
    }
  }
}
