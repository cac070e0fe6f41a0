// SPDX-License-Identifier: Apache-2.0

import CodedErrors
internal import Files

/// Why a safetensors file could not be read or written.
package struct SafetensorsError: CodedError {
  /// The kind of failure.
  package enum Code: Sendable {
    /// The file is missing, unreadable or not a regular file.
    case cannotRead
    /// The file ends before its header or its tensors do.
    case truncated
    /// The header's length is zero, beyond the file, or above the format's limit of 100 MB.
    case headerLength
    /// The header is not the JSON that the format allows.
    case headerSyntax
    /// An element type that the format does not know.
    case unknownType
    /// An element type of the format that this package does not read.
    case unsupportedType
    /// A shape whose number of bytes does not fit an `Int`.
    case shape
    /// A tensor's byte range runs backwards or disagrees with its shape.
    case byteRange
    /// The tensors overlap, leave a hole, or do not reach the end of the file.
    case layout
    /// No tensor of that name.
    case missingKey
    /// A tensor that the module has no place for.
    case unexpectedKey
    /// A tensor of another shape or kind than the module's.
    case mismatch
    /// The file cannot be created, written or moved into place.
    case cannotWrite
    /// What was to be written is no valid tensor or name.
    case invalidEntry
  }

  /// The kind of failure.
  package let code: Code
  /// The file.
  package let path: String
  /// The tensor at fault, if one is.
  package let key: String?
  /// The value found and the value wanted.
  package let message: String

  /// An error about the file at `path`, at the tensor `key` where one is at fault.
  package init(code: Code, path: String, key: String?, message: String) {
    (self.code, self.path, self.key, self.message) = (code, path, key, message)
  }

  /// The file, and the tensor at fault.
  package var subject: String? {
    key.map { "\(path): tensor \(Self.quoted($0))" } ?? path
  }

  /// A name from a file, safe to print: in quotes, on one line, and not endless.
  static func quoted(_ name: String) -> String {
    name.count <= 80 ? name.debugDescription : "\(String(name.prefix(80)).debugDescription)..."
  }
}

extension SafetensorsError {
  /// A failure of reading or writing the file, at the tensor `key` where it was about one.
  init(_ error: FileError, key: String? = nil) {
    let code: Code =
      switch error.code {
      case .exists, .unwritable: .cannotWrite
      case .truncated: .truncated
      default: .cannotRead
      }
    self.init(code: code, path: error.path, key: key, message: error.message)
  }
}
