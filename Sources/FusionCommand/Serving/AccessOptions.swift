// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Files
import Foundation

/// Who may use the service.
struct AccessOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Requests bring what this file holds, 16 characters or more, as Authorization: Bearer.",
      valueName: "file"))
  var tokenFile: String?

  @Flag(help: "Let all who reach the address use it.")
  var insecure = false

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A name under which the service may be called, beside localhost and IP addresses, such as that "
        + "of a proxy before it. Repeat for several.", valueName: "name"))
  var host: [String] = []

  func validate() throws {
    if tokenFile != nil, insecure {
      throw ValidationError("--token-file and --insecure cannot go together")
    }
    for name in host where name.isEmpty || !name.utf8.allSatisfy(Self.isOfName) {
      throw ValidationError("--host \(name) is no name; one such as fuse.example.org is wanted")
    }
  }

  /// Whether a byte can be in a host's name.
  private static func isOfName(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x2D || byte == 0x2E || byte == 0x5F
  }

  /// The token; nil: none is wanted.
  ///
  /// - Throws: `FileError` where the file cannot be read; ``UsageError`` for a token that is short
  ///   or that no header can hold.
  func token() throws -> String? {
    guard let tokenFile else { return nil }
    let text = String(decoding: try readFile(tokenFile, atMost: 4096), as: UTF8.self)
    let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard token.count >= 16, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw UsageError(
        description: "\(tokenFile): a token of 16 or more letters, digits and signs is wanted")
    }
    return token
  }
}
