// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging

/// A rig that goes to where it is found to be step by step: a fused film never jumps.
struct MovingRig {
  /// How far a corner of the second image goes at most from frame to frame, as a share of the first
  /// image's width: an eighth of a pixel of 640.
  static let fastest = 0.0002

  /// Where it is now.
  private(set) var current: Rig
  /// Where it goes.
  var target: Rig

  /// Stands still.
  init(_ rig: Rig) { (current, target) = (rig, rig) }

  /// Goes a step.
  mutating func advance() {
    guard current.geometry != target.geometry else { return }
    let most = Self.fastest * Double(current.firstSize.width)
    let whole = farthest(target.geometry)
    guard whole > most else {
      current = target
      return
    }
    var share = 0.999 * most / whole
    // Elements of a matrix and places of pixels go nearly alike; where not, a shorter step.
    for _ in 0..<20 {
      let geometry = between(share)
      if farthest(geometry) <= most {
        current.geometry = geometry
        return
      }
      share /= 2
    }
  }

  private func between(_ share: Double) -> Homography {
    Homography(
      zip(current.geometry.elements, target.geometry.elements).map { $0 + share * ($1 - $0) })
  }

  /// How far the corners lie apart from where they are now.
  private func farthest(_ geometry: Homography) -> Double {
    current.secondSize.corners.map { corner in
      let way = geometry(corner) - current.geometry(corner)
      return (way * way).sum().squareRoot()
    }.max() ?? 0
  }
}
