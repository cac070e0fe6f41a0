// SPDX-License-Identifier: Apache-2.0

/// What a step of a camera's gain does to a fused film.
package enum StepResponse {
  /// By how many levels the second camera becomes lighter where a step is injected.
  package static let step = 10
  /// How much a pixel may change besides and still count as standing, in levels.
  private static let tolerance = 4

  /// The second source after a step that is injected.
  package static func stepped(_ source: GrayImage) -> GrayImage {
    GrayImage(size: source.size, levels: source.levels.map { UInt8(min(Int($0) + step, 255)) })
  }

  /// How far the mean of a fused image moves, in levels, 0...255.
  package static func response(from before: GrayImage, to after: GrayImage) -> Double {
    let change = zip(before.levels, after.levels).reduce(0) { $0 + Int($1.1) - Int($1.0) }
    return abs(Double(change) / Double(max(before.levels.count, 1)))
  }

  /// The same of a step that is in the film, over the pixels that stand: those that change in
  /// neither source by more than 4 levels apart from the change that is most common there.
  ///
  /// - Returns: In levels, 0...255; 0 where nothing stands.
  package static func response(from last: FusedTriple, to next: FusedTriple) -> Double {
    let first = changes(last.first, next.first)
    let second = changes(last.second, next.second)
    let (firstStep, secondStep) = (mostCommon(first), mostCommon(second))
    let fused = changes(last.fused, next.fused)
    var (sum, count) = (0, 0)
    for pixel in fused.indices
    where abs(first[pixel] - firstStep) <= tolerance && abs(second[pixel] - secondStep) <= tolerance
    {
      sum += fused[pixel]
      count += 1
    }
    return abs(Double(sum) / Double(max(count, 1)))
  }
}

private func changes(_ last: GrayImage, _ next: GrayImage) -> [Int] {
  zip(last.levels, next.levels).map { Int($1) - Int($0) }
}

/// The middle of the sorted changes.
private func mostCommon(_ changes: [Int]) -> Int {
  var counts = [Int](repeating: 0, count: 511)
  for change in changes { counts[change + 255] += 1 }
  var seen = 0
  for (index, count) in counts.enumerated() {
    seen += count
    if 2 * seen >= changes.count { return index - 255 }
  }
  return 0
}
