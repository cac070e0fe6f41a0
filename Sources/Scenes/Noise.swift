// SPDX-License-Identifier: Apache-2.0

/// Smooth random numbers over the plane: value noise on a lattice of unit cells.
///
/// It uses only operations that IEEE 754 rounds exactly, so every machine gets the same picture.
struct Noise {
  /// Chooses the pattern.
  let seed: UInt64

  /// A new pattern from the generator.
  init(_ random: inout SceneRandom) { seed = random.next() }

  /// Uniform in 0..<1 for a point of the lattice.
  func cell(_ x: Int, _ y: Int) -> Float {
    var bits = seed
    bits ^= UInt64(bitPattern: Int64(x)) &* 0x9E37_79B9_7F4A_7C15
    bits ^= UInt64(bitPattern: Int64(y)) &* 0xC2B2_AE3D_27D4_EB4F
    bits = (bits ^ (bits >> 29)) &* 0xBF58_476D_1CE4_E5B9
    return Float((bits ^ (bits >> 32)) >> 40 & 0xFF_FFFF) * 0x1p-24
  }

  /// Between 0 and 1, smooth, one hill or so a unit of length.
  func smooth(_ point: Point) -> Float {
    let corner = Point(point.x.rounded(.down), point.y.rounded(.down))
    let (x, y) = (Int(corner.x), Int(corner.y))
    let (u, v) = (ease(point.x - corner.x), ease(point.y - corner.y))
    let upper = mix(cell(x, y), cell(x + 1, y), u)
    return mix(upper, mix(cell(x, y + 1), cell(x + 1, y + 1), u), v)
  }

  /// Between 0 and 1: four octaves, each twice as fine and half as strong as the one before.
  func fractal(_ point: Point) -> Float {
    var (sum, weight, place) = (Float(0), Float(0.5), point)
    for _ in 0..<4 {
      sum += weight * smooth(place)
      weight *= 0.5
      place = Point(place.x * 2 + 17.5, place.y * 2 - 9.25)
    }
    return sum / 0.9375
  }
}
