// SPDX-License-Identifier: Apache-2.0

/// What the reading process says of a file.
package enum DICOMReply: Codable, Sendable {
  /// The file was read.
  case header(DICOMHeader)
  /// Why it was not: a ``VolumesError``.
  case failure(code: String, message: String)
}
