// SPDX-License-Identifier: Apache-2.0

private import Foundation
import Geometry
import Imaging

/// Finds about where the second image lies in the first one, over shifts and scales.
struct CoarseSearch {
  /// The longer side of the first image while searching, in pixels.
  private static let side = 160
  /// The least side of the second image while searching, in pixels: less has no edges to compare.
  private static let leastSide = 24
  /// Sizes of the second image that are tried, times that at which both are as wide: from half to
  /// twice.
  private static let scales = (0..<25).map {
    exp2(Double($0) / 12 - 1)
  }

  private let first: Plane
  private let small: ImageSize
  private let shifts: ShiftSearch

  init(_ first: Plane) {
    self.first = first
    let side = max(first.size.width, first.size.height)
    small = first.size.scaled(min(1, Double(Self.side) / Double(side)))
    shifts = ShiftSearch(
      OrientedGradients(first.resized(to: small), blur: 1.5).centered)
  }

  /// The best places, best first.
  func callAsFunction(_ second: Plane, count: Int) -> [Candidate] {
    let width = Double(small.width) / Double(second.size.width)
    let found = Self.scales.flatMap { candidates(second, scale: $0 * width) }
    return found.distinct(
      count, distance: 0.04 * Double(first.size.width), at: [SIMD2(0, 0), second.size.center])
  }

  private func candidates(_ second: Plane, scale: Double) -> [Candidate] {
    let size = second.size.scaled(scale)
    guard min(size.width, size.height) >= Self.leastSide else { return [] }
    let gradients = OrientedGradients(second.resized(to: size), blur: 1.5).centered
    let shrunk = Homography.resizing(from: second.size, to: size)
    let grown = Homography.resizing(from: small, to: first.size)
    return shifts(gradients, count: 3).map { found in
      let shift = Homography.translation(x: Double(found.shift.x), y: Double(found.shift.y))
      return Candidate(geometry: grown * shift * shrunk, score: found.score)
    }
  }
}
