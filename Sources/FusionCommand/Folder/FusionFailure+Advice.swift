// SPDX-License-Identifier: Apache-2.0

import Cameras
import Fusion
import Imaging

extension FusionFailure {
  /// The failure, with the option that helps where there is one.
  var advice: String { option.map { "\(self); \($0)" } ?? "\(self)" }

  private var option: String? {
    let exists = (reason as? ImagingError)?.code == .exists
    switch (reason as? FusionError)?.code {
    case .unequalSizes? where RadiometricKind(ofFileAt: job.second) == .pair:
      return "--align file lays the second on the photo of its own camera, --align auto on any"
    case .unequalSizes?:
      return "--resize-second resizes the second, --align auto lays it on the first"
    case .outputExists?: return "--overwrite replaces it"
    default:
      return exists ? "--overwrite replaces it" : ReadingOptions.advice(on: reason)
    }
  }
}
