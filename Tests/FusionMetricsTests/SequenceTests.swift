// SPDX-License-Identifier: Apache-2.0

import FusionMetrics
import Imaging
import TestSupport
import Testing

@Suite("fused films", .tags(.unit))
struct SequenceTests {
  private func scores(_ frames: [FusedTriple]) throws -> SequenceScores? {
    var meter = SequenceMeter()
    for frame in frames { try meter.add(frame) }
    return meter.scores
  }

  private func frame(_ fused: Int, _ first: Int, _ second: Int) throws -> FusedTriple {
    try FusedTriple(
      name: "frame", fused: flat(fused), first: flat(first), second: flat(second))
  }

  @Test("a film that stands still does not flicker")
  func still() throws {
    let triple = try street()
    let scores = try scores([triple, triple, triple])
    #expect(scores?.frameCount == 3)
    #expect(scores?.brightnessFlicker == 0 && scores?.temporalDifference == 0)
  }

  @Test("flicker is the mean step of brightness")
  func flicker() throws {
    let levels = [100, 110, 104, 104]
    let scores = try scores(levels.map { try frame($0, 50, 60) })
    #expect(scores?.brightnessFlicker == 16.0 / 3)
    // The sources stand still, so that all of it is unexplained.
    #expect(scores?.temporalDifference == 16.0 / 3)
  }

  @Test(
    "what lies between the sources' changes is explained",
    arguments: [(-10, 5), (-5, 0), (0, 0), (15, 0), (20, 0), (22, 2), (200, 180)])
  func difference(_ step: Int, _ unexplained: Int) throws {
    // A falls by 5, B rises by 20.
    let scores = try scores([frame(50, 30, 40), frame(50 + step, 25, 60)])
    #expect(scores?.temporalDifference == Double(unexplained))
  }

  @Test("a mean of moving sources is steady, noise of its own is not")
  func noise() throws {
    let steady = try (UInt64(1)...3).map { try street(seed: $0) }
    // The mean rounds down, so that it can leave the span, but never by a whole level.
    let before = try #require(try scores(steady)?.temporalDifference)
    #expect(before < 1)
    let noisy = try steady.enumerated().map { index, triple in
      try FusedTriple(
        name: triple.name, fused: triple.fused.map { min(255, $0 + 30 * (index % 2)) },
        first: triple.first, second: triple.second)
    }
    #expect(try #require(try scores(noisy)?.temporalDifference) > before + 1)
  }

  @Test("two frames of one size are wanted")
  func bad() throws {
    #expect(try scores([]) == nil)
    #expect(try scores([street()]) == nil)
    let error = #expect(throws: FusionMetricsError.self) {
      _ = try scores([identity(flat(1)), identity(flat(1, width: 20, height: 10))])
    }
    #expect(error?.code == .unequalSizes)
    #expect(
      error?.message == "the frame is 20x10, the one before (identity) 48x44; one size is wanted")
  }
}
