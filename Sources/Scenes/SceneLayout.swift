// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Where things stand: a street seen from its other side, cut into upright slots of equal width.
///
/// Each slot has one sign, one lamp or one person, so that none hides another at any size. The
/// people's slots lie side by side: one hedge or one cloud of smoke covers them all.
struct SceneLayout {
  let width: Float
  let height: Float
  /// The measure of all objects: the height of the picture, less in a narrow one.
  let scale: Float
  let slotWidth: Float
  let personSlots: Range<Int>
  let signSlots: [Int]
  let lampSlots: [Int]

  init(size: ImageSize, random: inout SceneRandom) {
    width = Float(size.width)
    height = Float(size.height)
    let count = min(max(Int(3.75 * width / height + 0.5), 3), 8)
    slotWidth = width / Float(count)
    scale = min(height, 3.75 * slotWidth)
    let people = max(1, count * 2 / 5)
    let first = random.index(below: count - people + 1)
    personSlots = first..<first + people
    let free = (0..<count).filter { [personSlots] in !personSlots.contains($0) }
    signSlots = free.indices.filter { $0.isMultiple(of: 2) }.map { free[$0] }
    lampSlots = free.indices.filter { !$0.isMultiple(of: 2) }.map { free[$0] }
  }

  /// The lowest row of the walls, where the pavement begins.
  var wallBottom: Float { 0.54 * height }
  /// The row on which people, signs and lamps stand.
  var standing: Float { 0.585 * height }
  /// The lowest row of the pavement, where the road begins.
  var curb: Float { 0.62 * height }
  /// The row on which the car's wheels stand.
  var lane: Float { 0.84 * height }

  /// The middle of a slot.
  func middle(of slot: Int) -> Float { (Float(slot) + 0.5) * slotWidth }

  /// A length in pixels from one in units of ``scale``, with a least value in pixels.
  func length(_ units: Float, atLeast pixels: Float = 0) -> Float { max(units * scale, pixels) }
}
