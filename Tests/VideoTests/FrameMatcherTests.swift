// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

@testable import Video

@Suite(.tags(.unit)) struct FrameMatcherTests {
  private let size = ImageSize(width: 1, height: 1)

  private func frames(_ milliseconds: [Int]) -> [VideoFrame] {
    milliseconds.map { time in frame(size, at: .milliseconds(time)) { _ in 0 } }
  }

  /// For each first frame the second one's time in milliseconds; nil where it is alone. A held one
  /// is negative.
  private func matches(
    _ first: [Int], _ second: [Int], _ change: (inout TimePairing) -> Void = { _ in }
  ) async throws -> ([Int?], FrameMatcher) {
    var pairing = TimePairing()
    change(&pairing)
    var matcher = FrameMatcher(pairing)
    var rest = frames(second)[...]
    var found: [Int?] = []
    for frame in frames(first) {
      guard let match = try await matcher.match(frame, reading: { rest.popFirst() }) else {
        continue
      }
      let time = match.second.map { Int(($0.time / .milliseconds(1)).rounded()) }
      found.append(time.map { match.isHeld ? -$0 : $0 })
    }
    return (found, matcher)
  }

  @Test func equalTimesPair() async throws {
    let times = [0, 40, 80, 120]
    #expect(try await matches(times, times).0 == times)
  }

  @Test func theNearestIsTaken() async throws {
    let (found, matcher) = try await matches([0, 40, 80, 120], [5, 38, 85, 118])
    #expect(found == [5, 38, 85, 118])
    #expect(matcher.unusedCount == 0)
  }

  /// 9 Hz beside 30 Hz: each slow frame stands in for its neighbors, and is held for all but one.
  @Test func aSlowCameraIsHeld() async throws {
    let (found, _) = try await matches(Array(stride(from: 0, through: 200, by: 33)), [0, 111, 222])
    #expect(found.map { $0.map(abs) } == [0, 0, 111, 111, 111, 111, 222])
  }

  @Test func aFastCameraLeavesFramesOut() async throws {
    let (found, matcher) = try await matches(
      [0, 100, 200], Array(stride(from: 0, to: 240, by: 20)))
    #expect(found == [0, 100, 200])
    #expect(matcher.unusedCount == 8)
  }

  /// A shutter that calibrates: half a second is bridged, then the first source stands alone.
  @Test func aPauseIsBridgedForAsLongAsHeld() async throws {
    let first = Array(stride(from: 0, to: 1000, by: 100))
    let (found, _) = try await matches(first, [0, 100, 900]) { $0.hold = .milliseconds(300) }
    #expect(found == [0, 100, -100, -100, -100, nil, nil, nil, nil, 900])
  }

  @Test func aLateStartIsAlone() async throws {
    let (found, _) = try await matches([0, 40, 80, 120], [82, 121])
    #expect(found == [nil, nil, 82, 121])
  }

  @Test func theEndOfTheSecondIsHeldAndThenAlone() async throws {
    let (found, _) = try await matches([0, 40, 80, 120], [0, 40]) { $0.hold = .milliseconds(40) }
    #expect(found == [0, 40, -40, nil])
  }

  @Test func offsetAndDriftMoveTheSecondClock() async throws {
    let (moved, _) = try await matches([0, 40, 80], [120, 160, 200]) {
      $0.offset = .milliseconds(-120)
    }
    #expect(moved == [120, 160, 200])
    // Ten frames at 29.83 Hz beside 30 Hz, a quarter of an hour on: five frames apart without.
    let first = (0..<10).map { 900_000 + $0 * 33 }
    let second = first.map { Int(Double($0) / 1.0057) }
    let (drifted, matcher) = try await matches(first, second) { $0.drift = 0.0057 }
    #expect(drifted == second)
    #expect(matcher.unusedCount == 0)
  }

  @Test func toleranceCanBeGiven() async throws {
    let (found, _) = try await matches([0, 100], [8, 112]) {
      ($0.tolerance, $0.hold) = (.milliseconds(10), .zero)
    }
    #expect(found == [8, nil])
  }

  @Test func framesOutOfOrderAreDroppedAndCounted() async throws {
    let (found, matcher) = try await matches([0, 40, 20, 80], [0, 40, 10, 80])
    #expect(found == [0, 40, 80])
    #expect(matcher.disorderedCount == (1, 1))
  }
}
