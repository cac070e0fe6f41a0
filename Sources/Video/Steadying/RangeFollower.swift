// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging

/// The range of a camera's film: what is black and white follows the scene slowly, and a step of
/// the camera's gain at once.
///
/// Where two frames show one scene, the range goes through the same change of levels as they did,
/// so that a step of gain is not seen. Besides it goes to each frame's own range, with a time
/// constant. At a cut it begins anew.
struct RangeFollower {
  private let mapping: RangeMapping
  private let timeConstant: Duration
  private var last: (levels: GrayLevels, time: Duration)?
  private var range: (low: Float, high: Float)?
  /// How often it began anew after the first frame.
  private(set) var cutCount = 0

  /// Follows what `mapping` says of single frames.
  init(_ mapping: RangeMapping, timeConstant: Duration) {
    (self.mapping, self.timeConstant) = (mapping, timeConstant)
  }

  /// The mapping for the next frame.
  ///
  /// - Throws: `ImagingError` where the mapping is no range.
  mutating func mapping(of frame: VideoFrame) throws -> RangeMapping {
    let levels = GrayLevels(frame.image)
    let found = try frame.image.range(of: mapping) ?? frame.image.wholeRange
    let own = (low: found.low, high: max(found.high, found.low))
    defer { last = (levels, frame.time) }
    guard let last, var range else {
      self.range = own
      return mapping
    }
    switch LevelChange.find(from: last.levels, to: levels) {
    case .cut:
      cutCount += 1
      self.range = own
      return mapping
    case .moved: break
    case .same(let change): range = change.moved(range)
    }
    let passed = max(frame.time - last.time, .zero) / timeConstant
    let share = Float(1 - exp(-passed))
    range.low += share * (own.low - range.low)
    range.high += share * (own.high - range.high)
    self.range = range
    let nearly = (own.high - own.low) * LevelChange.leastStep / 2
    if abs(range.low - own.low) < nearly && abs(range.high - own.high) < nearly { return mapping }
    guard range.high > range.low else { return mapping }
    return .values(low: Double(range.low), high: Double(range.high))
  }
}
