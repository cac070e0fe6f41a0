// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation

/// Weights that somebody publishes and this package does not ship: where they are looked for, and
/// how they are known.
public struct PublishedWeights: Sendable {
  /// The file's name.
  public let name: String
  /// Where the file is published; the first address that has it is taken.
  public let addresses: [String]
  /// The file's SHA-256, in hexadecimal digits.
  public let checksum: String
  /// The file's bytes.
  let byteCount: Int

  /// YOLOX-Nano, trained on COCO by its authors (Apache-2.0), as ONNX.
  public static let yoloxNano = PublishedWeights(
    name: "yolox_nano.onnx",
    addresses: [
      "https://raw.githubusercontent.com/Kazuhito00/YOLOX-ONNX-TFLite-Sample/3d4f111/model/"
        + "yolox_nano.onnx",
      "https://github.com/Kazuhito00/YOLOX-ONNX-TFLite-Sample/raw/main/model/yolox_nano.onnx",
    ],
    checksum: "695e750a5d5754bb5a8d5325643b59282191a7e7a564e435a415fd3c578eab14",
    byteCount: 3_660_092)

  /// The path of the file on this machine: in one of `folders`, else in the folder of caches, into
  /// which it is fetched where it is not there.
  ///
  /// - Parameters:
  ///   - folders: Folders that may hold the file, such as `detector` of the data sets' folder.
  ///   - environment: Says where caches are kept: `DAEFUSE_CACHE`, `XDG_CACHE_HOME` or `HOME`; nil
  ///     for the process's own.
  ///   - willFetch: Told the address before anything is fetched.
  /// - Returns: The path.
  /// - Throws: ``DetectionError`` where a folder holds another file of that name, or none has it
  ///   and it cannot be fetched.
  public func path(
    in folders: [String] = [], environment: [String: String]? = nil,
    willFetch: (_ address: String) -> Void = { _ in }
  ) throws -> String {
    for folder in folders {
      let path = "\(folder)/\(name)"
      guard FileManager.default.fileExists(atPath: path) else { continue }
      try check(path)
      return path
    }
    let environment = environment ?? ProcessInfo.processInfo.environment
    guard let cache = cacheFolder(in: environment) else {
      throw missing(in: folders, "and HOME names no folder for caches", target: folders.first)
    }
    let path = "\(cache)/\(name)"
    // A file of the cache that is damaged is fetched anew.
    if (try? check(path)) == nil {
      try store(try fetch(folders, cache, willFetch), at: path, in: cache)
    }
    return path
  }

  private func check(_ path: String) throws {
    let bytes: [UInt8]
    do { bytes = try readFile(path, atMost: 64 * byteCount) } catch {
      throw DetectionError(.weights, "\(error)")
    }
    let found = SHA256.digest(of: bytes)
    guard found == checksum else {
      throw DetectionError(
        .weights, path: path,
        "has \(bytes.count) bytes and the SHA-256 \(found); \(byteCount) bytes of the SHA-256"
          + " \(checksum) are wanted under this name")
    }
  }

  private func fetch(
    _ folders: [String], _ cache: String, _ willFetch: (String) -> Void
  ) throws -> [UInt8] {
    var reasons: [String] = []
    for address in addresses {
      willFetch(address)
      do {
        let bytes = try Download.bytes(at: address, atMost: byteCount)
        let found = SHA256.digest(of: bytes)
        if found == checksum { return bytes }
        reasons.append("\(address): has the SHA-256 \(found)")
      } catch let failure as Download.Failure {
        reasons.append("\(address): \(failure.message)")
      }
    }
    let reason = "and cannot be fetched (\(reasons.joined(separator: "; ")))"
    throw missing(in: folders + [cache], reason, target: cache)
  }

  private func store(_ bytes: [UInt8], at path: String, in cache: String) throws {
    do {
      try makeFolder(cache)
      try bytes.withUnsafeBytes { try writeFile($0, to: path) }
    } catch let error as FileError {
      throw DetectionError(.missingWeights, "\(error)")
    }
  }

  private func missing(in folders: [String], _ reason: String, target: String?) -> DetectionError {
    let places = folders.isEmpty ? "" : " in \(folders.joined(separator: ", "))"
    let wish = target.map { " is wanted in \($0)" } ?? " is wanted"
    return DetectionError(
      .missingWeights, path: name,
      "is not\(places) \(reason); the file of \(addresses[0]) with the SHA-256 \(checksum)\(wish)")
  }
}
