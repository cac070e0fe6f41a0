// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Which pixels of an image say something of the scene.
struct ValidityMask: Sendable, Equatable {
  let size: ImageSize
  /// Row by row.
  var isInvalid: [Bool]

  init(size: ImageSize, isInvalid: [Bool]) { (self.size, self.isInvalid) = (size, isInvalid) }

  private init(_ validity: Plane) {
    self.init(size: validity.size, isInvalid: validity.values.map { $0 < 0.999 })
  }

  /// Valid pixels as invalid ones, and the other way round.
  var inverted: ValidityMask { ValidityMask(size: size, isInvalid: isInvalid.map { !$0 }) }

  /// 1 for valid pixels, 0 for others.
  var plane: Plane { Plane(size: size, values: isInvalid.map { $0 ? 0 : 1 }) }

  /// Resampled; a pixel is invalid that an invalid one has a part in.
  func resized(to size: ImageSize) -> ValidityMask { ValidityMask(plane.resized(to: size)) }

  /// The pixels that either mask rejects; nil where there is no mask.
  static func union(_ a: ValidityMask?, _ b: ValidityMask?) -> ValidityMask? {
    guard let a, let b else { return a ?? b }
    return ValidityMask(size: a.size, isInvalid: zip(a.isInvalid, b.isInvalid).map { $0 || $1 })
  }

  /// The pixels that are at most `reach` pixels from an invalid one.
  func grown(by reach: Float) -> ValidityMask {
    ValidityMask(size: size, isInvalid: distances(upTo: reach + 1).map { $0 <= reach })
  }

  /// How far each pixel is from the nearest invalid one, in pixels; `limit` where it is that far or
  /// farther. Straight steps count 1 and diagonal ones 4 / 3 (Borgefors 1986), within a tenth.
  func distances(upTo limit: Float) -> [Float] {
    var distances = isInvalid.map { $0 ? 0 : limit }
    let (width, height) = (size.width, size.height)
    func relax(_ x: Int, _ y: Int, _ steps: [(Int, Int, Float)]) {
      var nearest = distances[y * width + x]
      if nearest == 0 { return }
      for (dx, dy, length) in steps {
        let (x, y) = (x + dx, y + dy)
        guard (0..<width).contains(x), (0..<height).contains(y) else { continue }
        nearest = min(nearest, distances[y * width + x] + length)
      }
      distances[y * width + x] = nearest
    }
    let diagonal: Float = 4 / 3
    let before: [(Int, Int, Float)] = [
      (-1, 0, 1), (0, -1, 1), (-1, -1, diagonal), (1, -1, diagonal),
    ]
    for y in 0..<height { for x in 0..<width { relax(x, y, before) } }
    let after = before.map { (-$0, -$1, $2) }
    for y in (0..<height).reversed() { for x in (0..<width).reversed() { relax(x, y, after) } }
    return distances
  }
}
