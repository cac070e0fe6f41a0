// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Imaging

/// The size of images that an exported network takes.
enum ExportSize: CustomStringConvertible {
  case dynamic
  case fixed(ImageSize)

  /// `dynamic`, or a size such as 640x480.
  init(_ text: String) throws {
    self = try text == "dynamic" ? .dynamic : .fixed(imageSize(text))
  }

  /// The one size; nil for any.
  var fixedSize: ImageSize? {
    if case .fixed(let size) = self { size } else { nil }
  }

  var description: String { fixedSize.map { "\($0)" } ?? "dynamic" }
}
