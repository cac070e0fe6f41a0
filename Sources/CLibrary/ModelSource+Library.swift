// SPDX-License-Identifier: Apache-2.0

import CDaefuse
import Foundation
import FusionModel

extension ModelSource {
  /// A preset's shipped weights, beside the library; or else a file.
  ///
  /// Left to itself a preset is looked for beside the program, which is somebody else's here.
  init(besideLibrary text: String) {
    self.init(text)
    guard case .preset(let name) = self, let folder = libraryFolder else { return }
    self = .file("\(folder)/daefuse_FusionModel.resources/Weights/\(name).safetensors")
  }
}

/// Where the library's file lies, links followed; nil where the loader does not tell.
private var libraryFolder: String? {
  daefuse_library_path().map {
    URL(filePath: String(cString: $0)).resolvingSymlinksInPath().deletingLastPathComponent()
      .path(percentEncoded: false)
  }
}
