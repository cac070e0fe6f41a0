// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging

/// The text of a label file: a line for each box, of the number of its class, the middle across and
/// down, width and height, all four over the image's, and the score where that is wanted.
struct YOLOText {
  /// The whole file; empty where there are no boxes.
  let text: String

  /// Describes the boxes of an image of that size.
  init(_ boxes: [DetectedBox], size: ImageSize, withScores: Bool) {
    let (width, height) = (Double(size.width), Double(size.height))
    text = boxes.map { found in
      let box = found.box
      let numbers = [
        (box.x0 + box.x1) / 2 / width, (box.y0 + box.y1) / 2 / height, box.width / width,
        box.height / height,
      ]
      return
        ([String(found.classIndex)]
        + (numbers + (withScores ? [found.score] : [])).map { String(format: "%.6f", $0) })
        .joined(separator: " ") + "\n"
    }.joined()
  }
}
