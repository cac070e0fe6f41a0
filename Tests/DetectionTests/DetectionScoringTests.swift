// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Fusion
import Imaging
import TestSupport
import Testing

@testable import Detection

/// What is found in fused images, counted by hand.
@Suite(.tags(.unit)) struct DetectionScoringTests {
  /// Sees nothing.
  private struct Black: FusionMethod {
    var name = "black"
    func fuse(_ pair: LuminancePair, _ context: FusionContext) async throws -> Plane {
      Plane(size: pair.size, values: [Float](repeating: 0, count: pair.size.pixelCount))
    }
  }

  private let classes = ClassMatch(labels: ["person"], detector: COCOClasses.names)

  private func score(
    _ set: LabeledSet, _ methods: [any FusionMethod]
  ) async throws -> DetectionScoring.Outcome {
    try await DetectionScoring().score(set, methods, classes, atOnce: 2) {
      SquareSet.detect(in: $0)
    }
  }

  /// One of two squares is found, and nothing else: precision is 1 up to a recall of 1/2.
  @Test func eachCameraFindsItsSquareAndFusionBoth() async throws {
    try await SquareSet.with { set in
      let outcome = try await score(set, [ClassicalMethod.max, Black()])
      #expect(outcome.rows.map(\.name) == ["visible", "infrared", "average", "max", "black"])
      let wanted = [51.0 / 101, 51.0 / 101, 1, 1, 0]
      for (row, wanted) in zip(outcome.rows, wanted) {
        #expect(abs((row.averagePrecision.atHalf ?? -1) - wanted) < 1e-12, "\(row.name)")
        #expect(row.matches.labelCounts == [6] && row.matches.imageCount == 3)
      }
    }
  }

  @Test func averageIsTheFirstMethodAndStandsOnce() async throws {
    try await SquareSet.with(count: 1) { set in
      let outcome = try await score(set, [ClassicalMethod.max, ClassicalMethod.average])
      #expect(outcome.rows.map(\.name) == ["visible", "infrared", "average", "max"])
    }
  }

  @Test func rowsOfOneNameAreRefused() async throws {
    try await SquareSet.with(count: 1) { set in
      let error = await #expect(throws: DetectionError.self) {
        try await score(set, [Black(name: "infrared")])
      }
      #expect(error?.code == .duplicateMethod && "\(error!)".contains("called infrared"))
    }
  }

  /// The square is taken for a car and for a truck: one vehicle, found once. The second box would
  /// lower the precision of the other square, which is less sure.
  @Test func classesThatCountAsOneAreSuppressedAgain() async throws {
    let names = ["car", "freight_car", "truck"]
    let vehicles = ClassMatch(
      labels: names, detector: COCOClasses.names,
      groups: [ClassGroup(name: "vehicle", members: names)])
    try await SquareSet.with(classNames: names, labels: (0, 2)) { set in
      let outcome = try await DetectionScoring().score(set, [], vehicles, atOnce: 1) { image in
        let (car, truck) = (2, 7)
        return SquareSet.detect(in: image, classes: ([car, truck], [truck])).map { found in
          var found = found
          if found.box == SquareSet.warm { found.score -= 0.1 }
          return found
        }
      }
      #expect(abs((outcome.rows[2].averagePrecision.atHalf ?? -1) - 1) < 1e-12)
      #expect(outcome.classes.names == ["vehicle"])
    }
  }

  @Test func labelsThatTheDetectorDoesNotKnowAreNamed() async throws {
    try await withTemporaryFolder { folder in
      let weights = "\(folder)/a.safetensors"
      try Detector.writeUntrained(classCount: 80, to: weights)
      let pool = try DetectorPool(1, path: weights, side: 32, threads: 1)
      try await SquareSet.with(count: 1, classNames: ["yak", "lamp"]) { set in
        let error = await #expect(throws: DetectionError.self) {
          try await DetectionScoring().score(set, [], by: pool)
        }
        #expect(error?.code == .labels && "\(error!)".contains("classes, yak, lamp"))
      }
    }
  }

  @Test func motorcyclesAreKnown() {
    let match = ClassMatch(labels: ["Motorcycle", "Lamp"], detector: COCOClasses.names)
    #expect(match.names == ["motorcycle"] && match.leftOut == ["Lamp"])
  }
}
