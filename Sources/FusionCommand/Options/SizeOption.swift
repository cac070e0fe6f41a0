// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Imaging

/// A size such as 640x480, from 16x16 on.
func imageSize(_ text: String) throws -> ImageSize {
  let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
  guard sides.count == 2, let width = sides[0], let height = sides[1],
    (16...65_536).contains(width), (16...65_536).contains(height)
  else { throw ValidationError("\(text) is not a size; 640x480 or the like, from 16x16 is wanted") }
  return ImageSize(width: width, height: height)
}
