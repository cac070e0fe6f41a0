// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
import Synchronization

/// Keeps ``KernelTimes`` in a file, so that a machine measures them once.
///
/// A file that is not there, is damaged, or cannot be written is no error: then they are measured.
final class KernelTimesCache: Sendable {
  /// In the user's folder for caches.
  static let standard = KernelTimesCache(
    folder: cacheFolder(in: ProcessInfo.processInfo.environment),
    key: "\(Processor.identity), LibTorch \(Release.engineVersion), daefuse \(Release.version)")

  /// Some thousand machines; a larger file is not this program's.
  private static let mostBytes = 1 << 20

  private let folder: String?
  private let key: String
  /// What this process works with to its end.
  private let known = Mutex<KernelTimes?>(nil)

  /// - Parameters:
  ///   - folder: Where the file is, or is to be; nil for nowhere.
  ///   - key: What the times depend on.
  init(folder: String?, key: String) {
    self.folder = folder
    self.key = key
  }

  /// The times of this process, else those in the file, else those that `measure` gives, which the
  /// file gets; nil where it gives none.
  func times(measure: () -> KernelTimes?) -> KernelTimes? {
    known.withLock { known in
      if known == nil { known = entries[key].flatMap { $0.isPlausible ? $0 : nil } }
      if known == nil {
        known = measure()
        if let known { store(known) }
      }
      return known
    }
  }

  private var path: String? { folder.map { "\($0)/precision.json" } }

  /// What the file holds, by key.
  private var entries: [String: KernelTimes] {
    guard let path, let bytes = try? readFile(path, atMost: Self.mostBytes) else { return [:] }
    return (try? JSONDecoder().decode([String: KernelTimes].self, from: Data(bytes))) ?? [:]
  }

  private func store(_ times: KernelTimes) {
    guard let folder, let path else { return }
    let entries = entries.merging([key: times]) { $1 }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard let json = try? encoder.encode(entries) else { return }
    try? writeFile(String(decoding: json, as: UTF8.self), to: path)
  }
}
