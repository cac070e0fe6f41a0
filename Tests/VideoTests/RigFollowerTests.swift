// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Fusion
import Geometry
import Imaging
import Synchronization
import TestBasics
import Testing

@testable import Video

/// Where the infrared film lies, found while it runs.
@Suite(.tags(.unit)) struct RigFollowerTests {
  private let size = ImageSize(width: 64, height: 48)

  /// Says at each search what it was given for it, the last one over and over.
  private final class Finder: RigFinding {
    let answers: [Result<FoundRig, VideoError>]
    private let searches = Mutex<[(sizes: [ImageSize], start: Rig?)]>([])

    init(_ answers: [Result<FoundRig, VideoError>]) { self.answers = answers }

    convenience init(_ answers: [FoundRig]) { self.init(answers.map { .success($0) }) }

    var asked: [(sizes: [ImageSize], start: Rig?)] { searches.withLock { $0 } }

    func rig(
      of pairs: [(first: Image, second: Image)], near start: Rig?
    ) async throws -> FoundRig {
      try searches.withLock { searches in
        searches.append((pairs.map(\.first.size), start))
        return answers[min(searches.count, answers.count) - 1]
      }.get()
    }
  }

  private func rig(_ x: Double) -> Rig {
    Rig(firstSize: size, secondSize: size, geometry: .translation(x: x, y: 0))
  }

  private func found(_ x: Double, isSure: Bool = true) -> FoundRig {
    FoundRig(rig: rig(x), isSure: isSure, summary: "12 % of the parts found")
  }

  /// A film of a gradient, ten frames a second.
  private func film(_ count: Int, _ level: UInt8) -> ReadyFrames {
    ReadyFrames(
      frames: (0..<count).map { index in
        frame(size, at: .milliseconds(100 * index)) { UInt8($0 % 64) + level }
      })
  }

  private func run(
    _ frames: Int, _ finder: Finder, to folder: String, isRepeatable: Bool = true,
    _ notices: Kept = Kept()
  ) async throws -> VideoReport {
    var fusion = VideoFusion()
    fusion.rigFinder = finder
    fusion.tell = { notices.add("\($0)") }
    var (first, second) = (film(frames, 20), film(frames, 120))
    (first.isRepeatable, second.isRepeatable) = (isRepeatable, isRepeatable)
    var last = VideoReport()
    let reports = fusion.reports(
      of: first, second, by: ClassicalMethod.average, into: Y4MSink(path: "\(folder)/fused.y4m"))
    for try await report in reports { last = report }
    return last
  }

  @Test func aFilmIsAlignedFromItsFirstFrameOn() async throws {
    try await withTemporaryFolder { folder in
      let finder = Finder([found(4)])
      let report = try await run(40, finder, to: folder)
      #expect(report.unalignedCount == 0 && report.aloneCount == 0)
      #expect(finder.asked.map(\.sizes.count) == [6] && finder.asked[0].start == nil)
      let fused = try #require(try allFrames(of: PipeSource(path: "\(folder)/fused.y4m")).first)
      var options = FusionOptions()
      options.alignment = rig(4)
      options.color = .gray
      let wanted = try await PairFusion(options)(
        film(1, 20).frames[0].image, film(1, 120).frames[0].image, by: ClassicalMethod.average)
      #expect(fused.image == wanted)
    }
  }

  @Test func aFilmThatDoesNotShowItIsNotBegun() async throws {
    try await withTemporaryFolder { folder in
      let error = await #expect(throws: VideoError.self) {
        try await run(40, Finder([found(4, isSure: false)]), to: folder)
      }
      #expect(error?.code == .alignment && error?.message.contains("12 % of the parts") == true)
      let left = try entries(of: folder)
      #expect(left.isEmpty)
    }
  }

  /// What cannot be read twice: alone until it is sure, which is told.
  @Test func aPipeIsAloneUntilItIsSure() async throws {
    try await withTemporaryFolder { folder in
      let finder = Finder([found(4, isSure: false), found(4)])
      let notices = Kept()
      let report = try await run(80, finder, to: folder, isRepeatable: false, notices)
      #expect(report.unalignedCount == report.aloneCount)
      #expect((30...70).contains(report.unalignedCount), "\(report.unalignedCount)")
      let lines = notices.lines
      #expect(lines.count == 2)
      #expect(lines.first?.hasPrefix("Not aligned yet, VISIBLE is shown alone: 12 %") == true)
      #expect(lines.last?.hasPrefix("Aligned: ") == true)
    }
  }

  /// Moments that no rig can be found from end nothing.
  @Test func aFinderThatFailsIsAskedAgain() async throws {
    try await withTemporaryFolder { folder in
      let failure = VideoError(.alignment, nil, "no place of one in the other")
      let finder = Finder([.failure(failure), .success(found(4)), .failure(failure)])
      let notices = Kept()
      let report = try await run(200, finder, to: folder, isRepeatable: false, notices)
      #expect(report.frameCount == 200 && (30...70).contains(report.unalignedCount))
      #expect(finder.asked.count == 3)
      let lines = notices.lines
      #expect(lines.count == 2 && lines.first?.contains("\(failure)") == true)
      #expect(lines.last?.hasPrefix("Aligned: ") == true)
    }
  }

  /// A camera that was away comes back with another size.
  @Test func pairsOfTwoSizesAreNotMixed() async throws {
    let finder = Finder([found(4)])
    let follower = RigFollower(finder, isLive: true) { _ in }
    let other = ImageSize(width: 32, height: 24)
    for index in 0..<9 {
      let image = frame(index < 3 ? size : other, at: .seconds(index)) { UInt8($0 % 64) }
      _ = await follower.rig(
        for: FrameMatch(first: image, second: image, skew: .zero, isHeld: false))
    }
    while finder.asked.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    #expect(finder.asked.map(\.sizes) == [[ImageSize](repeating: other, count: 6)])
  }

  @Test func aLookAtFilmsIsStopped() async throws {
    let finder = Finder([found(4)])
    let follower = RigFollower(finder, isLive: false) { _ in }
    try await follower.begin(
      with: TwoSources(film(40, 20), film(40, 120), TimePairing()), isToStop: { true })
    #expect(finder.asked.isEmpty)
  }

  /// Three pixels further ten seconds later: it is gone to in steps that are not seen.
  @Test func aBetterRigIsGoneToInSmallSteps() async throws {
    let finder = Finder([found(4), found(7)])
    let follower = RigFollower(finder, isLive: false) { _ in }
    try await follower.begin(
      with: TwoSources(film(40, 20), film(40, 120), TimePairing()), isToStop: { false })
    var places: [Double] = []
    for (first, second) in zip(film(500, 20).frames, film(500, 120).frames) {
      let match = FrameMatch(first: first, second: second, skew: .zero, isHeld: false)
      places.append(try #require(await follower.rig(for: match)).geometry.elements[2])
    }
    #expect(places.first == 4 && places.last == 7)
    let steps = zip(places, places.dropFirst()).map { $1 - $0 }
    let most = 0.0128  // an eighth of a pixel of 640
    #expect(steps.allSatisfy { $0 >= 0 && $0 <= most + 1e-9 })
    #expect(finder.asked.count > 2 && finder.asked[1].start == rig(4))
  }
}

/// What was told, in its order.
private final class Kept: Sendable {
  private let all = Mutex<[String]>([])
  var lines: [String] { all.withLock { $0 } }
  func add(_ line: String) { all.withLock { $0.append(line) } }
}
