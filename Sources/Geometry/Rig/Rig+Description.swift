// SPDX-License-Identifier: Apache-2.0

private import Foundation
import Imaging

extension Rig: CustomStringConvertible {
  /// In words: "scale 0.62, 12.3 pixels right and 4.0 up from middle to middle, turned by 1.2
  /// degrees clockwise; covers 78 % of the first image".
  ///
  /// The scale is that of the second image's middle, in pixels of the first image for one of the
  /// second; where it differs by more than 2 % between the corners both ends are named.
  public var description: String {
    "scale \(scaleText), \(shiftText(shift)) from middle to middle, \(turnText); covers "
      + "\(Int((100 * coveredShare).rounded())) % of the first image\(parallaxText)"
  }

  /// Which share of the first image's pixels the second image shows, 0...1, to about 1 %.
  public var coveredShare: Double {
    guard let map = pixelMap else { return 0 }
    let steps = 64
    let covered = (0..<steps * steps).count { index in
      let share = SIMD2(Double(index % steps), Double(index / steps)) + 0.5
      let point =
        share / Double(steps) * SIMD2(Double(firstSize.width), Double(firstSize.height)) - 0.5
      guard let place = map(point) else { return false }
      return place.x >= -0.5 && place.y >= -0.5
        && place.x <= Double(secondSize.width) - 0.5 && place.y <= Double(secondSize.height) - 0.5
    }
    return Double(covered) / Double(steps * steps)
  }

  /// Whether the images do not overlap, looked at in places all over both.
  var isApart: Bool {
    guard coveredShare == 0 else { return false }
    let (second, end) = (secondSize.corners[3], firstSize.corners[3])
    return !(0..<81).contains { index in
      let share = SIMD2(Double(index % 9), Double(index / 9)) / 8
      let place = geometry(share * second)
      return all(place .>= .zero) && all(place .<= end)
    }
  }

  /// From pixels of the first image to those of the second.
  var pixelMap: PixelMap? {
    geometry.inverse.map { PixelMap($0, source: secondLens, result: firstLens) }
  }

  private var scaleText: String {
    let scales = secondSize.corners.map { geometry.scale(at: $0) }
    let (least, most) = (scales.min() ?? 0, scales.max() ?? 0)
    let middle = String(format: "%.3g", geometry.scale(at: secondSize.center))
    guard most > 1.02 * least else { return middle }
    return middle + String(format: " (%.3g to %.3g)", least, most)
  }

  private var shift: SIMD2<Double> { geometry(secondSize.center) - firstSize.center }

  /// What nearness changes.
  private var parallaxText: String {
    guard parallax != nil, let near = try? placed(at: 1) else { return "" }
    return "; at 1 meter \(shiftText(near.shift - shift)) of that"
  }

  private func shiftText(_ shift: SIMD2<Double>) -> String {
    let across = String(format: "%.1f pixels ", abs(shift.x)) + (shift.x < 0 ? "left" : "right")
    return across + String(format: " and %.1f ", abs(shift.y)) + (shift.y < 0 ? "up" : "down")
  }

  private var turnText: String {
    let center = secondSize.center
    let right = geometry(center + SIMD2(0.5, 0)) - geometry(center - SIMD2(0.5, 0))
    let below = geometry(center + SIMD2(0, 0.5)) - geometry(center - SIMD2(0, 0.5))
    // The turn of the similarity that is nearest to both; y points down.
    let angle = atan2(right.y - below.x, right.x + below.y) * 180 / .pi
    guard abs(angle) >= 0.05 else { return "not turned" }
    return String(format: "turned by %.1f degrees ", abs(angle))
      + (angle > 0 ? "clockwise" : "counterclockwise")
  }
}
