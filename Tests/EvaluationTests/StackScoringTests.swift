// SPDX-License-Identifier: Apache-2.0

import Evaluation
import FusionMetrics
import Imaging
import TestBasics
import Testing

/// Volumes, slice by slice, to a table of volumes or patients.
@Suite("Scoring volumes", .tags(.unit)) struct StackScoringTests {
  private static let size = ImageSize(width: 32, height: 24)

  private func flat(_ level: UInt8) -> Image {
    Image(
      size: Self.size, colorModel: .gray,
      samples: .uint8([UInt8](repeating: level, count: Self.size.pixelCount)))
  }

  /// Slices 1 to 3 of flat levels: the sources as films of ``SequenceTests`` have them.
  private func stack(
    _ name: String, of patient: String, fused: [UInt8], seen: Float = 1
  ) -> StackScoring.Stack {
    func slice(_ levels: [UInt8]) -> StackScoring.Stack.Slice {
      { [self] number in flat(levels[number - 1]) }
    }
    return StackScoring.Stack(
      name: name, patient: patient, numbers: 1...3,
      isSeen: Plane(
        size: Self.size, values: [Float](repeating: seen, count: Self.size.pixelCount)),
      first: slice([50, 52, 52]), second: slice([60, 60, 66]),
      fused: [("a", slice(fused)), ("b", slice([60, 60, 66]))])
  }

  private var scoring: StackScoring {
    var scoring = StackScoring()
    scoring.metrics = [.meanSquaredError, .entropy]
    return scoring
  }

  @Test("a volume's scores are means over its slices, and its steadiness is that along them")
  func volume() async throws {
    let scores = try await scoring.score(stack("v", of: "p", fused: [100, 110, 104]))
    #expect(scores.methods.map(\.steadiness?.flicker) == [8, 3])
    #expect(scores.methods.map(\.steadiness?.temporalDifference) == [7, 0])
    #expect(scores.steadiness.frameCount == 3 && scores.steadiness.unit == .slice)
    #expect(scores.steadiness.sources.map(\.flicker) == [1, 3, 2])
    #expect(scores.steadiness.methods.allSatisfy { $0.flowDifference == nil })
    // Means of the slices' scores: what each slice alone has.
    let evaluator = FusionEvaluator(metrics: scoring.metrics)
    let slices = try zip([100, 110, 104], zip([50, 52, 52], [60, 60, 66])).map { fused, sources in
      try evaluator.scores(
        of: FusedTriple(
          name: "", fused: flat(UInt8(fused)), first: flat(UInt8(sources.1)),
          second: flat(UInt8(sources.0))))
    }
    let wanted = slices.compactMap { $0[.meanSquaredError] }.reduce(0, +) / 3
    #expect(abs(try #require(scores.methods[0][.meanSquaredError]) - wanted) < 1e-9)
    #expect(wanted > 0 && scores.methods[0][.entropy] == 0)
    var threaded = scoring
    threaded.threads = 3
    let again = try await threaded.score(stack("v", of: "p", fused: [100, 110, 104]))
    #expect(again.methods == scores.methods && again.steadiness == scores.steadiness)
  }

  @Test("a patient of several volumes counts once")
  func patients() async throws {
    var scores: [StackScores] = []
    for (name, patient, fused) in [
      ("p1/a", "p1", [100, 110, 104] as [UInt8]), ("p1/b", "p1", [100, 100, 100]),
      ("p2/a", "p2", [60, 60, 60]),
    ] {
      scores.append(try await scoring.score(stack(name, of: patient, fused: fused)))
    }
    let volumes = scoring.table(of: scores, by: .volume).table
    #expect(volumes.rows.map(\.name) == ["a", "b"])
    #expect(volumes.rows[0].images.map(\.name) == ["p1/a", "p1/b", "p2/a"])
    #expect(volumes.notes.first?.contains("The 3 volumes are of 2 patients") == true)
    #expect(volumes.sequence?.frameCount == 9)
    #expect(volumes.sequence?.methods[0].flicker == 8.0 / 3)
    let patients = scoring.table(of: scores, by: .patient).table
    #expect(patients.rows[0].images.map(\.name) == ["p1", "p2"])
    #expect(patients.rows[0].images.map(\.steadiness?.flicker) == [4, 0])
    #expect(patients.sequence?.methods[0].flicker == 2)
    let errors = volumes.rows[0].images.compactMap { $0[.meanSquaredError] }
    let means = patients.rows[0].images.compactMap { $0[.meanSquaredError] }
    #expect(means == [(errors[0] + errors[1]) / 2, errors[2]] && errors[0] != errors[1])
    #expect(patients.rows[0].mean(of: .meanSquaredError) == (means[0] + means[1]) / 2)
  }

  @Test("reports tell of slices, line by line")
  func reports() async throws {
    let scores = try await scoring.score(stack("v", of: "p", fused: [100, 110, 104]))
    let table = scoring.table(of: [scores], by: .volume).table
    let text = table.text(as: .table)
    #expect(text.contains("Steadiness over 3 slices, in gray levels a slice"))
    #expect(text.contains("slice difference") && !text.contains("temporal"))
    #expect(table.json.contains(#""sequence": {"#) && table.json.contains(#""slices": 3"#))
    #expect(table.json.contains(#""flicker": 8"#))
    let lines = table.text(as: .csv).split(whereSeparator: \.isNewline)
    #expect(lines[0] == "method,image,MSE,EN,flicker,temporalDifference")
    #expect(lines[1].hasPrefix("a,v,") && lines[1].hasSuffix(",0.0,8.0,7.0"), "\(lines[1])")
  }

  @Test("scores are of the rectangle that both show, which must be one")
  func window() async throws {
    let hidden = stack("v", of: "p", fused: [100, 110, 104], seen: 0)
    let error = await #expect(throws: EvaluationError.self) { try await scoring.score(hidden) }
    #expect(error?.code == .noOverlap && error?.path == "v")
    // A bright column that the overlay does not reach says nothing.
    var cut = stack("v", of: "p", fused: [100, 110, 104])
    for row in 0..<Self.size.height { cut.isSeen.values[row * Self.size.width] = 0 }
    let plain = cut.fused[0].slice
    cut.fused[0].slice = { number in
      guard case .uint8(var levels) = plain(number).samples else { return plain(number) }
      for row in 0..<Self.size.height { levels[row * Self.size.width] = 255 }
      return Image(size: Self.size, colorModel: .gray, samples: .uint8(levels))
    }
    let scores = try await scoring.score(cut)
    #expect(scores.methods[0][.entropy] == 0 && scores.methods[0].steadiness?.flicker == 8)
  }
}
