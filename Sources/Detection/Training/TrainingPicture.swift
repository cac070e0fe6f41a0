// SPDX-License-Identifier: Apache-2.0

import Imaging
import Tensors

/// An image of the training part as large as it fits the square, kept in memory.
struct TrainingPicture {
  /// `[1, 3, H, W]`, blue, green and red, `uint8`.
  let pixels: Tensor
  /// What is there, in pixels.
  let labels: [LabeledBox]

  /// Scales an image and its labels to fit a square of `side` pixels.
  init(_ image: Image, labels: [LabeledBox], side: Int) {
    let letterbox = Letterbox(side: side, size: image.size)
    pixels = letterbox.fitted(image).rounded().to(.uint8)
    self.labels = labels.map {
      LabeledBox(box: letterbox.fitted($0.box), classIndex: $0.classIndex)
    }
  }
}
