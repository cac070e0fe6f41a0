// SPDX-License-Identifier: Apache-2.0

import Tensors

/// A square that the network is trained on, and what is in it.
struct TrainingSquare {
  /// `[1, 3, side, side]`, blue, green and red, 0...255.
  let pixels: Tensor
  /// What is there, in pixels of the square.
  private(set) var labels: [LabeledBox] = []

  /// A gray square of `side` pixels.
  init(side: Int) {
    pixels = Letterbox.empty(side: side)
  }

  /// Puts a part of a scaled picture into a part of the square.
  ///
  /// Boxes are cut where the part ends; those of which less than a quarter is left, or that are
  /// thinner than two pixels then, are left out.
  /// - Parameters:
  ///   - picture: The scaled picture, as ``TrainingPicture/pixels``, of floating point.
  ///   - labels: Its boxes.
  ///   - across: The columns of the square that it may cover.
  ///   - down: The rows of the square that it may cover.
  ///   - origin: The picture's pixel that is put into the upper left corner.
  mutating func put(
    _ picture: Tensor, _ labels: [LabeledBox], across: Range<Int>, down: Range<Int>,
    origin: (x: Int, y: Int)
  ) {
    let width = min(across.count, picture.size(3) - origin.x)
    let height = min(down.count, picture.size(2) - origin.y)
    let part = picture.slice(origin.y..<origin.y + height, dim: 2)
      .slice(origin.x..<origin.x + width, dim: 3)
    let (left, top) = (across.lowerBound, down.lowerBound)
    pixels.slice(top..<top + height, dim: 2).slice(left..<left + width, dim: 3).copy_(part)
    let covered = Box(
      x0: Double(left), y0: Double(top), x1: Double(left + width), y1: Double(top + height))
    let (dx, dy) = (Double(left - origin.x), Double(top - origin.y))
    self.labels += labels.compactMap { label in
      let moved = Box(
        x0: label.box.x0 + dx, y0: label.box.y0 + dy, x1: label.box.x1 + dx, y1: label.box.y1 + dy)
      let rest = moved.intersection(covered)
      guard min(rest.width, rest.height) >= 2, rest.area >= moved.area / 4 else { return nil }
      return LabeledBox(box: rest, classIndex: label.classIndex)
    }
  }
}
