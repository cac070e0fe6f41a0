// SPDX-License-Identifier: Apache-2.0

/// A failure with a code for programs and one line for people: what the libraries here throw.
///
/// ```swift
/// do {
///   try image.write(to: path, replacing: false)
/// } catch let error as ImagingError where error.code == .exists {
///   print(error)  // fused.png: cannot be written: there is a file already
/// }
/// ```
public protocol CodedError: Error, Equatable, CustomStringConvertible {
  /// The kinds of failure. Codes may be added, so a `switch` needs a default.
  associatedtype Code: Hashable, Sendable

  /// The kind of failure.
  var code: Code { get }
  /// What the message is about, as the caller named it, such as a file; nil where nothing is named.
  var subject: String? { get }
  /// What was found and what was wanted, in one line, without the subject.
  var message: String { get }
}

extension CodedError {
  /// One line: the subject, then the message.
  public var description: String { subject.map { "\($0): \(message)" } ?? message }
}
