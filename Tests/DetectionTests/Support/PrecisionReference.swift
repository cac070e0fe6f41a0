// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What pycocotools says, as `Scripts/precision-reference.py` asks it.
enum PrecisionReference {
  /// Whether this machine has it.
  static let isAtHand = (try? Python.run("import pycocotools.cocoeval")) != nil

  private struct Fixture: Decodable {
    let cases: [Case]
  }

  private struct Case: Decodable {
    let boxes: PrecisionCase
    let scores: PrecisionCase.Scores

    init(from decoder: any Decoder) throws {
      boxes = try PrecisionCase(from: decoder)
      scores = try PrecisionCase.Scores(from: decoder)
    }
  }

  /// The committed cases.
  static func recorded() throws -> [(PrecisionCase, PrecisionCase.Scores)] {
    let path = Repository.path("Tests/DetectionTests/Fixtures/precision.json")
    let data = try Data(contentsOf: URL(filePath: path))
    return try JSONDecoder().decode(Fixture.self, from: data).cases.map { ($0.boxes, $0.scores) }
  }

  /// Runs the script.
  static func scores(of cases: [PrecisionCase]) throws -> [PrecisionCase.Scores] {
    try withTemporaryFolder { folder in
      let path = "\(folder)/cases.json"
      try JSONEncoder().encode(cases).write(to: URL(filePath: path))
      let script = try String(
        contentsOfFile: Repository.path("Scripts/precision-reference.py"), encoding: .utf8)
      let text = try Python.run(script, "--score", path)
      return try JSONDecoder().decode([PrecisionCase.Scores].self, from: Data(text.utf8))
    }
  }
}

extension PrecisionCase {
  /// Six images of three classes: boxes that are there, most of them found a little beside, and
  /// others found for nothing. Sides are quarters of a pixel, scores hundredths.
  static func random(
    name: String, using dice: inout some RandomNumberGenerator
  ) -> PrecisionCase {
    func side(_ range: Range<Int>) -> Double { Double(Int.random(in: range, using: &dice)) / 4 }
    func box() -> [Double] { [side(0..<240), side(0..<240), side(8..<160), side(8..<160)] }
    func score() -> Double { Double(Int.random(in: 1...100, using: &dice)) / 100 }
    func label() -> Double { Double(Int.random(in: 0..<3, using: &dice)) }
    let images = (0..<6).map { _ in
      let labels = (0..<Int.random(in: 0...8, using: &dice)).map { _ in [label()] + box() }
      let beside = labels.filter { _ in Bool.random(using: &dice) }.map { there in
        [there[0], score()] + there[1...].map { max($0 + side(0..<17) - 2, 0.25) }
      }
      return Image(
        labels: labels,
        found: (beside + (0..<6).map { _ in [label(), score()] + box() }).shuffled(using: &dice))
    }
    return PrecisionCase(name: name, classes: 3, images: images)
  }
}
