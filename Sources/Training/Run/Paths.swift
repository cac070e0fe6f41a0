// SPDX-License-Identifier: Apache-2.0

private import Foundation
import FusionModel

/// The path from the root of the file system, without "." and "..", and without a slash at its end:
/// the same from any working directory.
func standardizedPath(_ path: String) -> String {
  URL(filePath: path, directoryHint: .notDirectory).standardizedFileURL.path(percentEncoded: false)
}

/// First weights in the same way; the name of a preset stays as it is.
func standardizedWeights(_ text: String) -> String {
  switch ModelSource(text) {
  case .preset: text
  case .file(let path): standardizedPath(path)
  }
}

/// The name behind a path's last slash; the path itself where there is none.
func lastPart(of path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}
