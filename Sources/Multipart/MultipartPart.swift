// SPDX-License-Identifier: Apache-2.0

/// One part of a `multipart/form-data` body.
///
/// What a client calls its file is not kept: nothing here is to follow it or to log it.
package struct MultipartPart: Sendable, Equatable {
  /// The form field's name, never empty.
  package let name: String
  /// Whether the client sent a file, as its headers say, and not the text of a field.
  package let isFile: Bool
  /// The content.
  package fileprivate(set) var bytes: [UInt8] = []

  init(name: String, isFile: Bool) { (self.name, self.isFile) = (name, isFile) }

  /// Adds content.
  mutating func append(_ more: some Collection<UInt8>) { bytes.append(contentsOf: more) }
}
