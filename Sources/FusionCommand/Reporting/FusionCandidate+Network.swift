// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Foundation
import Fusion
import FusionModel

extension FusionCandidate {
  /// A network on the sources' grey levels, its result rounded to 8 bits.
  /// - Parameters:
  ///   - fuser: The network.
  ///   - name: A preset, or the path of its weights, of which the file's name is shown.
  ///   - isStretched: Whether each result is stretched to the full range first.
  init(network fuser: Fuser, name: String, isStretched: Bool) {
    var settings = FusionOptions()
    settings.color = .gray
    settings.isStretched = isStretched
    let options = settings
    let file = (name as NSString).lastPathComponent as NSString
    self.init(name: file.deletingPathExtension) { sources in
      let (first, second) = sources.gray
      return try await fuser.fuse(first, second, options: options)
    }
  }
}
