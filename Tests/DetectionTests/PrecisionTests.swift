// SPDX-License-Identifier: Apache-2.0

import Detection
import Foundation
import TestSupport
import Testing

/// Average precision against pycocotools, and where that has no say.
@Suite(.tags(.unit)) struct PrecisionTests {
  @Test func recordedScoresAreMet() throws {
    let cases = try PrecisionReference.recorded()
    #expect(cases.count == 11)
    for (boxes, scores) in cases { boxes.expect(scores) }
  }

  @Test(.enabled(if: PrecisionReference.isAtHand, "no pycocotools; Scripts/setup --tests gets it"))
  func freshScoresAreMet() throws {
    var dice = SystemRandomNumberGenerator()
    let cases = (1...6).map { PrecisionCase.random(name: "random \($0)", using: &dice) }
    for (boxes, scores) in zip(cases, try PrecisionReference.scores(of: cases)) {
      boxes.expect(scores)
    }
  }

  @Test func nothingOfNothing() {
    let matches = DetectionMatches([], classCount: 2)
    #expect(matches.averagePrecision.classes == [nil, nil] && matches.averagePrecision.mean == nil)
    #expect(matches.labelCounts == [0, 0] && matches.imageCount == 0)
  }

  /// Labels may have classes that are not asked for.
  @Test func otherClassesAreLeftOut() {
    let box = Box(x0: 0, y0: 0, x1: 8, y1: 8)
    let image = ImageDetections(
      found: [
        .init(box: box, classIndex: 0, score: 0.5), .init(box: box, classIndex: 7, score: 1),
      ],
      labels: [.init(box: box, classIndex: 0), .init(box: box, classIndex: 7)])
    let precision = DetectionMatches([image], classCount: 1).averagePrecision
    #expect(precision.classes.count == 1 && abs((precision.mean ?? 0) - 1) < 1e-12)
  }
}
