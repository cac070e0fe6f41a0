// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import FusionModel

/// Refuses a word that is neither a preset's name nor looks like a file or is one. A file that is
/// named as files are, and is missing, is found out later. `files` are the kinds that are taken.
func checkModel(_ text: String, files: String = ".safetensors") throws {
  guard case .file(let path) = ModelSource(text), !path.contains("/"),
    !path.hasSuffix(".safetensors"), !FileManager.default.fileExists(atPath: path)
  else { return }
  throw ValidationError(
    "\(text): no such file, and no preset is called that; fast, video, paper or a file "
      + "(\(files)) is wanted")
}
