// SPDX-License-Identifier: Apache-2.0

/// How much moves in a film, from frame to frame, over its last seconds.
///
/// What moves: the mean distance of the gray levels' changes from their mean, so that a step of a
/// camera's gain is small; of it the square root, so that one large motion is not all there is.
struct MotionTrack {
  /// Motion between two frames.
  private struct Step {
    let start: Double
    let end: Double
    let motion: Double
  }

  private let span: Double
  private var last: (levels: GrayLevels, time: Double)?
  private var steps: [Step] = []

  /// Keeps so many seconds.
  init(span: Double) { self.span = span }

  /// Looks at the next frame; one that is not later than the last one is left out.
  mutating func add(_ frame: VideoFrame) {
    let (levels, time) = (GrayLevels(frame.image), frame.time / .seconds(1))
    defer { last = (levels, max(time, last?.time ?? time)) }
    guard let last, time > last.time, last.levels.size == levels.size else { return }
    let motion = Self.motion(from: last.levels.values, to: levels.values)
    steps.append(Step(start: last.time, end: time, motion: motion))
    // A few at a time: each removal moves all.
    if let first = steps.first, first.end < time - 2 * span {
      steps.removeFirst(steps.firstIndex { $0.end >= time - span } ?? 0)
    }
  }

  /// The first time that is known; nil where none is.
  var start: Double? { steps.first?.start }

  /// The last time that is known.
  var end: Double? { steps.last?.end }

  /// The motion at evenly spaced times.
  func samples(from start: Double, step: Double, count: Int) -> [Double] {
    var index = 0
    return (0..<count).map { sample in
      let time = start + Double(sample) * step
      while index < steps.count, steps[index].end < time { index += 1 }
      guard index < steps.count, steps[index].start <= time else { return 0 }
      return steps[index].motion
    }
  }

  private static func motion(from before: [Float], to after: [Float]) -> Double {
    let changes = zip(before, after).map { Double($1 - $0) }.filter(\.isFinite)
    guard !changes.isEmpty else { return 0 }
    let mean = changes.reduce(0, +) / Double(changes.count)
    let spread = changes.reduce(0) { $0 + abs($1 - mean) } / Double(changes.count)
    return spread.squareRoot()
  }
}
