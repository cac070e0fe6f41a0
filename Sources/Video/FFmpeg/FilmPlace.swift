// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation

/// Where a film is to be, and where it grows until it is whole.
final class FilmPlace {
  /// Beside its place, behind links, with the same extension, by which ffmpeg knows the container.
  let temporaryPath: String
  private let path: String
  private let replacing: Bool
  private var isInPlace = false

  /// - Throws: ``VideoError`` where the path leads to no regular file, or to one that stays.
  init(path: String, replacing: Bool) throws(VideoError) {
    let url = URL(filePath: path)
    let suffix = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    let hidden = "\(AtomicFile.temporaryPrefix)\(suffix).\(url.pathExtension)"
    temporaryPath =
      url.resolvingSymlinksInPath().deletingLastPathComponent().appending(path: hidden).path
    (self.path, self.replacing) = (path, replacing)
    if !replacing, FileManager.default.fileExists(atPath: path) {
      throw VideoError(.exists, path, "is there already")
    }
    do { try checkReplaceable(path) } catch { throw VideoError(error) }
    Unfinished.add(file: temporaryPath)
  }

  deinit {
    if !isInPlace { try? FileManager.default.removeItem(atPath: temporaryPath) }
    Unfinished.forget(file: temporaryPath)
  }

  /// Gives the film its name.
  ///
  /// - Throws: ``VideoError`` where that fails, or another one came in between that stays.
  func moveIntoPlace() throws(VideoError) {
    do { try moveFile(temporaryPath, to: path, replacing: replacing) } catch {
      throw VideoError(error)
    }
    isInPlace = true
  }
}
