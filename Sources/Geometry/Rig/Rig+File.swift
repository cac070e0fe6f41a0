// SPDX-License-Identifier: Apache-2.0

import Files
private import Foundation

extension Rig {
  /// Reads a rig file: JSON with `version`, `firstSize`, `secondSize`, `matrix` (three rows of
  /// three numbers: from pixels of the second image to those of the first, the center of the first
  /// pixel at (0, 0)) and, where it is known, `origin`.
  ///
  /// - Throws: ``RigError`` that names the file, what it says and what is wanted. What is not
  ///   known is not skipped: it may say more of the geometry than is understood here.
  public init(contentsOf path: String) throws(RigError) {
    let bytes: [UInt8]
    do { bytes = try readFile(path, atMost: 1 << 20) } catch { throw RigError(error) }
    try self.init(json: bytes, path: path)
  }

  /// Reads the content of a rig file, which is called `path` in errors.
  package init(json bytes: [UInt8], path: String) throws(RigError) {
    let content: RigContent
    do {
      content = try JSONDecoder().decode(RigContent.self, from: Data(bytes))
    } catch {
      throw RigError(.rig, path: path, rigProblem(error, in: bytes))
    }
    if let name = repeatedName(inJSON: bytes) {
      throw RigError(.rig, path: path, "has the name \(name) twice in one object; one is wanted")
    }
    if let problem = content.problem { throw RigError(.rig, path: path, problem) }
    self = content.rig
  }

  /// Writes a rig file, whole or not at all.
  ///
  /// - Parameters:
  ///   - path: Where to; the folder must exist.
  ///   - replacing: Whether a file that is there gives way.
  /// - Throws: ``RigError`` that names the file.
  public func write(to path: String, replacing: Bool) throws(RigError) {
    do { try writeFile(json, to: path, replacing: replacing) } catch { throw RigError(error) }
  }

  /// The text of a rig file.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    guard let data = try? encoder.encode(RigContent(self)) else {
      preconditionFailure("Rig: a number that is not finite")
    }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
