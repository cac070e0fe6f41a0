// SPDX-License-Identifier: Apache-2.0

import Datasets
import Tensors

/// Makes the squares of a training: mosaics of four pictures (Bochkovskiy et al. 2020), or one
/// picture as the detector looks at it; each picture flipped across or not. A seed decides all.
struct SquareMaker {
  /// By how much a mosaic's pictures are scaled, beside fitting the square.
  private static let scales = 0.5..<1.5

  /// The training part.
  let pictures: [TrainingPicture]
  /// Pixels of a square's side.
  let side: Int
  private var random: SplitMix64
  private var order: [Int] = []

  /// Makes squares of `pictures`, of which there is at least one.
  init(_ pictures: [TrainingPicture], side: Int, seed: UInt64) {
    (self.pictures, self.side) = (pictures, side)
    random = SplitMix64(seed: seed)
  }

  /// The next square. Each picture is the first of one before any is so again.
  mutating func next(isMosaic: Bool) -> TrainingSquare {
    if order.isEmpty { order = pictures.indices.shuffled(using: &random) }
    let first = order.removeLast()
    return isMosaic ? mosaic(first) : plain(first)
  }

  private mutating func plain(_ index: Int) -> TrainingSquare {
    var square = TrainingSquare(side: side)
    let (pixels, labels) = flipped(pictures[index])
    square.put(pixels, labels, across: 0..<side, down: 0..<side, origin: (0, 0))
    return square
  }

  /// Four parts that meet between a quarter and three quarters of the sides.
  private mutating func mosaic(_ first: Int) -> TrainingSquare {
    var square = TrainingSquare(side: side)
    let (x, y) = (side / 4 + index(below: side / 2), side / 4 + index(below: side / 2))
    let scale =
      Self.scales.lowerBound + fraction() * (Self.scales.upperBound - Self.scales.lowerBound)
    for (part, (down, across)) in [
      (0..<y, 0..<x), (0..<y, x..<side), (y..<side, 0..<x), (y..<side, x..<side),
    ]
    .enumerated() {
      let picture = pictures[part == 0 ? first : index(below: pictures.count)]
      let (pixels, labels) = scaled(flipped(picture), by: scale)
      let origin = (
        x: index(below: max(pixels.size(3) - across.count, 0) + 1),
        y: index(below: max(pixels.size(2) - down.count, 0) + 1)
      )
      square.put(pixels, labels, across: across, down: down, origin: origin)
    }
    return square
  }

  /// The picture or its mirror image, by chance.
  private mutating func flipped(_ picture: TrainingPicture) -> (Tensor, [LabeledBox]) {
    let pixels = picture.pixels.to(.float32)
    guard index(below: 2) == 1 else { return (pixels, picture.labels) }
    let width = Double(pixels.size(3))
    let labels = picture.labels.map { label in
      var mirrored = label
      (mirrored.box.x0, mirrored.box.x1) = (width - label.box.x1, width - label.box.x0)
      return mirrored
    }
    return (pixels.flipped(3), labels)
  }

  private func scaled(
    _ picture: (Tensor, [LabeledBox]), by scale: Double
  ) -> (Tensor, [LabeledBox]) {
    let (height, width) = (picture.0.size(2), picture.0.size(3))
    let pixels = picture.0.resized(
      height: max(1, Int(Double(height) * scale)), width: max(1, Int(Double(width) * scale)))
    let (across, down) = (
      Double(pixels.size(3)) / Double(width), Double(pixels.size(2)) / Double(height)
    )
    let labels = picture.1.map { label in
      let box = label.box
      return LabeledBox(
        box: Box(x0: box.x0 * across, y0: box.y0 * down, x1: box.x1 * across, y1: box.y1 * down),
        classIndex: label.classIndex)
    }
    return (pixels, labels)
  }

  private mutating func index(below count: Int) -> Int { random.index(below: count) }

  private mutating func fraction() -> Double { Double(random.next() >> 11) * 0x1p-53 }
}
