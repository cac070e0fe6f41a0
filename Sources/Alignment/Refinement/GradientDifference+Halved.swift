// SPDX-License-Identifier: Apache-2.0

import Flow
import Geometry
import Imaging

extension GradientDifference {
  /// Both images' gradients at half the size, the second one's where a geometry from its pixels to
  /// those of the first puts them; nil where it does not show them.
  func halved(
    under geometry: Homography
  ) -> (first: OrientedGradients, second: OrientedGradients)? {
    guard geometry.shows(second.size), let back = (normalization * geometry).inverse else {
      return nil
    }
    let size = ImageSize(width: first.size.width / 2, height: first.size.height / 2)
    let here = halved(size) { x, y in
      let pixel = y * first.size.width + x
      return first.sees(pixel) ? first.values[pixel] : nil
    }
    let there = halved(size) { x, y in look(x, y, back)?.sample(second.values) }
    return (here, there)
  }

  /// The means of four pixels each; unseen where one of them is.
  private func halved(
    _ size: ImageSize, _ value: (Int, Int) -> SIMD8<Float>?
  ) -> OrientedGradients {
    var values = [SIMD8<Float>](repeating: .zero, count: size.pixelCount)
    var isUnseen = [Bool](repeating: false, count: size.pixelCount)
    for index in values.indices {
      let (x, y) = (2 * (index % size.width), 2 * (index / size.width))
      if let a = value(x, y), let b = value(x + 1, y), let c = value(x, y + 1),
        let d = value(x + 1, y + 1)
      {
        values[index] = (a + b + c + d) / 4
      } else {
        isUnseen[index] = true
      }
    }
    return OrientedGradients(size: size, values: values, isUnseen: isUnseen)
  }
}
