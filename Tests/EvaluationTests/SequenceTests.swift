// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Datasets
import Evaluation
import Foundation
import Fusion
import FusionMetrics
import Imaging
import Scenes
import TestSupport
import Testing

/// Frames of one video, from files to a report.
@Suite(.tags(.unit)) struct SequenceTests {
  /// Flat frames. Visible 50, 52, 52 and infrared 60, 60, 66; fused 100, 110, 104: steps of 10 and
  /// 6, of which 8 lie beyond the sources' 0...2 and 6 beyond their 0...6.
  @Test func scoresByHand() async throws {
    try await SceneFolders.with { folders in
      try write([50, 52, 52], to: "visible", of: folders)
      try write([60, 60, 66], to: "infrared", of: folders)
      try write([100, 110, 104], to: "out", of: folders)
      var sources = try folders.sources()
      let saved = try sources.saved(name: "out", path: folders["out"])
      let maximum = ClassicalMethod.max
      let sequence = try #require(
        try await scoring().score(sources.pairs, [saved, maximum]).sequence)
      #expect(sequence.frameCount == 3)
      #expect(sequence.methods.map(\.name) == ["out", "max"])
      #expect(sequence.methods.map(\.flicker) == [8, 3])
      #expect(sequence.methods.map(\.temporalDifference) == [7, 0])
      #expect(
        sequence.sources.map(\.name) == ["first source", "second source", "average of both"])
      // Averages 55, 56, 59.
      #expect(sequence.sources.map(\.flicker) == [1, 3, 2])
      #expect(sequence.sources.allSatisfy { $0.temporalDifference == nil })
      // Nothing to follow: the flow is 0, and what is left is the step.
      let differences = (sequence.methods + sequence.sources).map { $0.flowDifference ?? -1 }
      #expect(zip(differences, [8, 3, 1, 3, 2]).allSatisfy { abs($0 - $1) < 1e-4 })
      // A step into the lighter source goes through whole; a saved film cannot be asked.
      #expect(sequence.methods.map(\.stepResponse) == [nil, 10])
      #expect(sequence.methods.allSatisfy { $0.ghosting == nil })
    }
  }

  /// A scene that stands still: the average does too, until every second frame is 20 levels
  /// lighter.
  @Test func flickerScoresWorse() async throws {
    try await SceneFolders.with(pairs: 1) { folders in
      let size = ImageSize(width: 64, height: 48)
      for index in 1...5 {
        let scene = RenderedScene(seed: 3, size: size, condition: .smoke)
        try folders.write(scene.visible, "visible/\(index).png")
        try folders.write(scene.infrared, "infrared/\(index).png")
      }
      let steady = ClassicalMethod.average
      let flickering = Rule(name: "flickering") { pair, context in
        var fused = ClassicalMethod.average.fuse(pair.first, pair.second)
        let lift: Float = ["2", "4"].contains(context.name) ? 20 : 0
        // Whole levels, as the average is rounded to.
        fused.values = fused.values.map { (min(($0 * 255 + 0.5).rounded(.down), 235) + lift) / 255 }
        return fused
      }
      let pairs = try folders.sources().pairs
      let methods = try #require(
        try await scoring().score(pairs, [steady, flickering]).sequence
      ).methods
      #expect(methods[0].flicker == 0 && methods[0].temporalDifference == 0)
      #expect(abs(methods[1].flicker - 20) < 1e-9 && methods[1].temporalDifference == 20)
    }
  }

  @Test func aStepThatIsInTheFilmIsSeen() async throws {
    try await SceneFolders.with { folders in
      try write([50, 50, 50], to: "visible", of: folders)
      try write([60, 60, 70], to: "infrared", of: folders)
      var scoring = scoring()
      scoring.stepFrame = "3"
      let pairs = try folders.sources().pairs
      let sequence = try #require(
        try await scoring.score(pairs, [ClassicalMethod.max, ClassicalMethod.average]).sequence)
      #expect(sequence.methods.map(\.stepResponse) == [10, 5])
      #expect(sequence.sources.map(\.stepResponse) == [0, 10, 5])
      scoring.stepFrame = "4"
      let error = await #expect(throws: EvaluationError.self) {
        try await scoring.score(pairs, [ClassicalMethod.max])
      }
      #expect(error?.code == .noStepFrame)
    }
  }

  /// 2 before 10: the order of the names as people count.
  @Test func framesFollowTheirNumbers() async throws {
    try await SceneFolders.with(pairs: 11) { folders in
      try write((1...11).map { UInt8(10 * $0) }, to: "visible", of: folders)
      var scoring = scoring()
      let pairs = try folders.sources().pairs
      let candidates = [ClassicalMethod.average]
      let alone = try await scoring.score(pairs, candidates).sequence
      #expect(alone?.sources[0].flicker == 10)
      scoring.threads = 4
      #expect(try await scoring.score(pairs, candidates).sequence == alone)
    }
  }

  @Test func unlessWantedThereIsNone() async throws {
    try await SceneFolders.with(pairs: 2) { folders in
      let outcome = try await FusionScoring().score(
        folders.sources().pairs, [ClassicalMethod.max])
      #expect(outcome.sequence == nil && outcome.rows[0].images.count == 2)
    }
  }

  @Test func oneFrameIsNoSequence() async throws {
    try await SceneFolders.with(pairs: 1) { folders in
      let pairs = try folders.sources().pairs
      let error = await #expect(throws: EvaluationError.self) {
        try await scoring().score(pairs, [ClassicalMethod.max])
      }
      #expect(error?.code == .tooFewFrames)
      #expect(error?.description == "a sequence of 1 frame; at least 2 pairs are wanted")
    }
  }

  @Test func changingSizesAreNamed() async throws {
    try await SceneFolders.with { folders in
      for folder in ["visible", "infrared"] {
        try folders.write(flat(1, width: 80), "\(folder)/3.png")
      }
      let pairs = try folders.sources().pairs
      let error = await #expect(throws: FusionMetricsError.self) {
        try await scoring().score(pairs, [ClassicalMethod.max])
      }
      #expect(
        error?.description == "3: the frame is 80x48, the one before (2) 64x48; one size is wanted")
    }
  }

  private func scoring() -> FusionScoring {
    var scoring = FusionScoring()
    scoring.metrics = [.entropy]
    scoring.wantsSequence = true
    return scoring
  }

  private func write(_ levels: [UInt8], to folder: String, of folders: SceneFolders) throws {
    for (index, level) in levels.enumerated() {
      try folders.write(flat(level), "\(folder)/\(index + 1).png")
    }
  }
}

/// A video's scores in each format.
@Suite(.tags(.unit)) struct SequenceFormatTests {
  @Test func plainText() {
    #expect(
      table.text(as: .table) == """
        method    EN  rank
        a       7.00  1.00
        b       6.00  2.00

        Steadiness over 30 frames, in gray levels a frame
        method         flicker ↓  temporal difference ↓
        a                  1.500                  0.250
        b                  0.750                  0.000
        first source       0.500
        second source      2.000

        """)
  }

  @Test func theSteadiestStandsOut() {
    #expect(table.text(as: .markdown).contains("| b | **0.750** | **0.000** |"))
    #expect(table.text(as: .markdown).contains("| second source | 2.000 |  |"), "no method")
    let page = table.text(as: .html)
    #expect(page.contains("<caption>Steadiness over 30 frames, in gray levels a frame</caption>"))
    #expect(page.contains("<th>a</th><td><u>1.500</u></td><td><u>0.250</u></td>"))
    #expect(table.text(as: .latex).contains("b & \\textbf{0.750} & \\textbf{0.000} \\\\"))
  }

  @Test func csvHasTwoColumnsMore() {
    #expect(
      table.text(as: .csv) == """
        method,image,EN,flicker,temporalDifference
        a,1,7.0,,
        a,mean,7.0,1.5,0.25
        b,1,6.0,,
        b,mean,6.0,0.75,0.0
        first source,mean,,0.5,
        second source,mean,,2.0,

        """)
  }

  @Test func jsonHasOneMemberMore() throws {
    let data = Data(table.text(as: .json).utf8)
    let object = try JSONDecoder().decode(Document.self, from: data)
    #expect(object.sequence.frames == 30)
    #expect(object.sequence.methods.map(\.method) == ["a", "b"])
    #expect(object.sequence.methods.map(\.flicker) == [1.5, 0.75])
    #expect(object.sequence.methods.map(\.temporalDifference) == [0.25, 0])
    #expect(object.sequence.sources.map(\.source) == ["first", "second"])
    #expect(object.sequence.sources.map(\.flicker) == [0.5, 2])
  }

  private struct Document: Decodable {
    struct Row: Decodable {
      let method: String?
      let source: String?
      let flicker: Double
      let temporalDifference: Double?
    }

    struct Sequence: Decodable {
      let frames: Int
      let methods: [Row]
      let sources: [Row]
    }

    let sequence: Sequence
  }

  private var table: ScoreTable {
    var table = ScoreTable(
      profile: .cddfuse, metrics: [.entropy],
      rows: [("a", 7.0), ("b", 6)].map { name, entropy in
        ScoreRow(name: name, images: [.init(name: "1", values: ["EN": entropy])])
      })
    table.comparesMethods = false
    table.sequence = SequenceTable(
      frameCount: 30,
      methods: [
        .init(name: "a", flicker: 1.5, temporalDifference: 0.25),
        .init(name: "b", flicker: 0.75, temporalDifference: 0),
      ],
      sources: [
        .init(name: "first source", flicker: 0.5, temporalDifference: nil),
        .init(name: "second source", flicker: 2, temporalDifference: nil),
      ])
    return table
  }
}
