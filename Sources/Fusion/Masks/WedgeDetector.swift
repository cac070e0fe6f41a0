// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Finds what warping an image onto another leaves along its borders: wedges and strips of exact
/// zeros, outside of the sensor's view.
///
/// A wedge is told from dark content by its geometry. It begins at a side of the image, its inner
/// border is one straight line, the image is clearly brighter right behind that line, the other
/// image shows something there, and it covers a small share of the image.
struct WedgeDetector {
  /// Luminances of one size, the image in question and its partner.
  let image: Plane
  let other: Plane

  /// How far zeros may end from the line, in pixels.
  private static let tolerance: Float = 1.5
  /// The largest share of the image that one wedge covers.
  private static let largestShare: Float = 0.25
  /// The least depth at its deepest, in pixels: many cameras leave a black frame of a pixel or two.
  private static let leastDepth: Float = 6
  /// What counts as brighter than black, about 4 gray levels of 255.
  private static let bright: Float = 4 / 255

  /// Looks at all four sides.
  ///
  /// - Parameter margin: Pixels beside its inner border that warping has mixed with black. The mask
  ///   goes on along the image's side beyond the wedge's tip, as far as that margin reaches into
  ///   the image; all else that lies beside the wedge is the caller's to add.
  /// - Returns: The wedges; nil where there is none.
  func mask(margin: Float = 0) -> ValidityMask? {
    var isInvalid = [Bool](repeating: false, count: image.size.pixelCount)
    var isFound = false
    for side in ImageSide.allCases {
      let border = ImageBorder(side, image.size)
      guard let line = line(along: border) else { continue }
      isFound = true
      for position in 0..<border.length {
        let run = run(at: position, border)
        let lineEnd = line.end(at: position)
        let isTip = run == 0 && lineEnd < Self.tolerance && lineEnd + margin > 0
        let end = isTip ? 1 : min(run, Int(lineEnd + Self.tolerance))
        for depth in 0..<max(end, 0) { isInvalid[border.index(position, depth)] = true }
      }
    }
    return isFound ? ValidityMask(size: image.size, isInvalid: isInvalid) : nil
  }

  /// The straight inner border of a wedge at one side.
  private func line(along border: ImageBorder) -> WedgeLine? {
    let runs = (0..<border.length).map { run(at: $0, border) }
    guard runs.lazy.filter({ $0 > 0 && $0 < border.depth }).count >= 12 else { return nil }
    guard let line = best(runs, border), isWedge(line, runs, border) else { return nil }
    return line
  }

  /// The number of zeros from the border inwards.
  private func run(at position: Int, _ border: ImageBorder) -> Int {
    var depth = 0
    while depth < border.depth, image.values[border.index(position, depth)] == 0 { depth += 1 }
    return depth
  }

  /// Of the lines through two of the runs' ends, the one that most ends lie on.
  private func best(_ runs: [Int], _ border: ImageBorder) -> WedgeLine? {
    let zeros = runs.indices.filter { runs[$0] > 0 && runs[$0] < border.depth }
    let sample = (0..<24).map { zeros[$0 * (zeros.count - 1) / 23] }
    var best: (line: WedgeLine, count: Int)?
    for (place, a) in sample.enumerated() {
      for b in sample[(place + 1)...] where b - a >= 8 {
        let slope = Float(runs[b] - runs[a]) / Float(b - a)
        let line = WedgeLine(offset: Float(runs[a]) - slope * Float(a), slope: slope)
        let count = zeros.lazy.filter { line.misses($0, runs) <= Self.tolerance }.count
        if count > best?.count ?? 0 { best = (line, count) }
      }
    }
    return best?.line
  }

  private func isWedge(_ line: WedgeLine, _ runs: [Int], _ border: ImageBorder) -> Bool {
    // Where the line lies inside the image and can be seen: what is black from side to side may be
    // the strip of another side.
    let inside = runs.indices.filter {
      line.end(at: $0) >= 1 && line.end(at: $0) < Float(border.depth) && runs[$0] < border.depth
    }
    guard inside.count >= 12 else { return false }
    let deepest = inside.map { line.end(at: $0) }.max() ?? 0
    guard deepest >= Self.leastDepth else { return false }
    let area = inside.map { line.end(at: $0) }.reduce(0, +)
    guard area <= Self.largestShare * Float(image.size.pixelCount) else { return false }
    // A few ends may lie beyond the line, where content is black or another wedge begins; hardly
    // any before it.
    let on = inside.filter { line.misses($0, runs) <= Self.tolerance }
    let before = inside.filter { Float(runs[$0]) < line.end(at: $0) - Self.tolerance }
    guard on.count >= max(12, inside.count * 4 / 5), before.count * 50 <= inside.count else {
      return false
    }
    return isStep(on, runs, border) && isSeenByOther(on, runs, border)
  }

  /// Whether the image is bright right behind the line: content fades into black instead.
  private func isStep(_ positions: [Int], _ runs: [Int], _ border: ImageBorder) -> Bool {
    let bright = positions.filter { position in
      let depth = runs[position] + 2
      return depth < border.depth && image.values[border.index(position, depth)] > 2 * Self.bright
    }
    return bright.count * 5 >= positions.count * 4
  }

  /// Whether the other image has content in most of the wedge.
  private func isSeenByOther(_ positions: [Int], _ runs: [Int], _ border: ImageBorder) -> Bool {
    var (seen, all) = (0, 0)
    for position in positions {
      for depth in 0..<runs[position] {
        all += 1
        seen += other.values[border.index(position, depth)] > Self.bright ? 1 : 0
      }
    }
    return seen * 4 >= all * 3
  }
}
