// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Which pixels of an image say something of the scene.
struct ValidityMask: Sendable, Equatable {
  let size: ImageSize
  /// Row by row.
  var isInvalid: [Bool]

  init(size: ImageSize, isInvalid: [Bool]) { (self.size, self.isInvalid) = (size, isInvalid) }

  /// The pixels that are transparent.
  init(alpha: Plane) { self.init(size: alpha.size, isInvalid: alpha.values.map { $0 <= 0 }) }

  private init(_ validity: Plane) {
    self.init(size: validity.size, isInvalid: validity.values.map { $0 < 0.999 })
  }

  /// Valid pixels as invalid ones, and the other way round.
  var inverted: ValidityMask { ValidityMask(size: size, isInvalid: isInvalid.map { !$0 }) }

  /// 1 for valid pixels, 0 for others.
  var plane: Plane { Plane(size: size, values: isInvalid.map { $0 ? 0 : 1 }) }

  /// Resampled; a pixel is invalid that an invalid one has a part in.
  func resized(to size: ImageSize) -> ValidityMask {
    size == self.size ? self : ValidityMask(plane.resized(to: size))
  }

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
    distances.withUnsafeMutableBufferPointer { all in
      guard let start = all.baseAddress else { return }
      for y in 0..<height {
        let row = start + y * width
        if y > 0 { Self.relax(row, width, from: row - width) }
        for x in 1..<max(width, 1) { row[x] = min(row[x], row[x - 1] + 1) }
      }
      for y in (0..<height).reversed() {
        let row = start + y * width
        if y + 1 < height { Self.relax(row, width, from: row + width) }
        for x in (0..<max(width - 1, 0)).reversed() { row[x] = min(row[x], row[x + 1] + 1) }
      }
    }
    return distances
  }

  /// Steps from the next row, straight and diagonal.
  private static func relax(
    _ row: UnsafeMutablePointer<Float>, _ width: Int, from next: UnsafeMutablePointer<Float>
  ) {
    let diagonal: Float = 4 / 3
    for x in 0..<width { row[x] = min(row[x], next[x] + 1) }
    for x in 1..<max(width, 1) { row[x] = min(row[x], next[x - 1] + diagonal) }
    for x in 0..<max(width - 1, 0) { row[x] = min(row[x], next[x + 1] + diagonal) }
  }
}
