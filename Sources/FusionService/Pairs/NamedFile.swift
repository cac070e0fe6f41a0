// SPDX-License-Identifier: Apache-2.0

import Cameras
import Imaging

/// A file of a request, and how it may be read.
struct NamedFile: Sendable {
  /// The part that brought it.
  let name: String
  let bytes: [UInt8]
  let policy: ImageDecodingPolicy

  /// The image; of a radiometric file what was measured, or the photo where that is wanted.
  ///
  /// - Throws: `ImagingError`, `CamerasError`.
  func image(_ member: PairMember) throws -> Image {
    try readImage(member, encoded: bytes, path: name, policy: policy)
  }
}
