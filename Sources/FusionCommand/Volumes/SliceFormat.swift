// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Imaging

/// What the pictures of a fused volume's slices are.
enum SliceFormat: String, CaseIterable, ExpressibleByArgument {
  case png
  case tif

  /// The same as the library names it.
  var imageFormat: ImageFormat {
    switch self {
    case .png: .png
    case .tif: .tiff
    }
  }
}
