// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import Multipart

/// The files and the options of a request, and the memory that it takes.
struct RequestForm: Sendable {
  /// The files, by the names of their parts.
  let files: [String: [UInt8]]
  /// The options, of the body or of the address.
  let options: [String: String]
  /// What the request takes of the memory for all.
  let share: MemoryShare

  /// The bytes of a file that is wanted.
  ///
  /// - Throws: ``Problem`` where it is not there.
  func file(_ name: String) throws(Problem) -> [UInt8] {
    guard let bytes = files[name] else { throw .malformed("no file \(name); one is wanted") }
    return bytes
  }

  /// Most bytes of an option.
  private static let mostOptionBytes = 1 << 14

  /// Reads a request's body, within limits from the first byte on.
  ///
  /// - Parameters:
  ///   - call: The request.
  ///   - allowedFiles: The names that files may have.
  ///   - allowedOptions: The names that options may have.
  ///   - limits: How much is read.
  ///   - share: Gets the bytes that are held.
  /// - Throws: ``Problem``, `MultipartError`, and what the connection throws.
  init(
    _ call: ServiceCall, files allowedFiles: [String], options allowedOptions: [String],
    _ limits: ServiceLimits, _ share: MemoryShare
  ) async throws {
    var options = try call.queryOptions()
    try Self.requireKnown(options.keys, allowedOptions, "option")
    var files: [String: [UInt8]] = [:]
    for part in try await Self.parts(of: call, limits, share) {
      if part.isFile {
        try Self.requireKnown([part.name], allowedFiles, "file")
        guard files.updateValue(part.bytes, forKey: part.name) == nil else {
          throw Problem.malformed("file \(part.name) is sent twice; once is wanted")
        }
      } else {
        try Self.requireKnown([part.name], allowedOptions, "option")
        guard part.bytes.count <= Self.mostOptionBytes,
          let text = String(validating: part.bytes, as: UTF8.self)
        else {
          throw Problem.malformed(
            "option \(part.name) is no text of \(Self.mostOptionBytes) bytes or less")
        }
        guard options.updateValue(text, forKey: part.name) == nil else {
          throw Problem.malformed("option \(part.name) is given twice; once is wanted")
        }
      }
    }
    (self.files, self.options, self.share) = (files, options, share)
  }

  private static func parts(
    of call: ServiceCall, _ limits: ServiceLimits, _ share: MemoryShare
  ) async throws -> [MultipartPart] {
    let type = call.request.headers[.contentType] ?? ""
    guard type.lowercased().hasPrefix("multipart/form-data") else {
      throw Problem(
        .unsupportedMediaType, "format",
        "the body is \(type.isEmpty ? "of no type" : quoted(type)); multipart/form-data is wanted")
    }
    guard let boundary = Boundary(contentType: type) else {
      throw Problem.malformed("the Content-Type names no boundary of 1 to 70 bytes")
    }
    if let length = call.request.headers[.contentLength].flatMap({ Int($0) }),
      length > limits.requestBytes
    {
      throw Problem(
        .contentTooLarge, "body-size",
        "the body has \(length) bytes; at most \(limits.requestBytes) are read")
    }
    try await call.welcomeBody()
    var bounds = MultipartLimits()
    (bounds.bodyBytes, bounds.partBytes) = (limits.requestBytes, limits.partBytes)
    var reader = MultipartReader(boundary, limits: bounds)
    do {
      for try await buffer in call.request.body {
        try share.grow(to: reader.byteCount + buffer.readableBytes)
        try reader.append(buffer.readableBytesView)
      }
    } catch {
      let isOwn = error is Problem || error is MultipartError || error is CancellationError
      throw isOwn ? error : Problem.brokenBody
    }
    return try reader.finish()
  }

  private static func requireKnown(
    _ names: some Sequence<String>, _ allowed: [String], _ kind: String
  ) throws(Problem) {
    for name in names where !allowed.contains(name) {
      throw .malformed(
        "there is no \(kind) \(quoted(name)) here; "
          + (allowed.isEmpty ? "none is wanted" : "\(allowed.joined(separator: ", ")) may be given")
      )
    }
  }
}
