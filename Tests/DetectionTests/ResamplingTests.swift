// SPDX-License-Identifier: Apache-2.0

import Detection
import TestSupport
import Testing

/// Averages of precision of images that are there several times, or not at all.
@Suite(.tags(.unit)) struct ResamplingTests {
  /// A box that is there in each image, and what is found: in the first one it, in the second one
  /// something else of a higher score.
  private static let box = Box(x0: 0, y0: 0, x1: 8, y1: 8)
  private static let beside = Box(x0: 20, y0: 0, x1: 28, y1: 8)
  private static let right = ImageDetections(
    found: [.init(box: box, classIndex: 0, score: 0.5)],
    labels: [.init(box: box, classIndex: 0)])
  private static let wrong = ImageDetections(
    found: [.init(box: beside, classIndex: 0, score: 0.9)],
    labels: [.init(box: box, classIndex: 0)])

  /// Two of three boxes are found, at the places 2 and 3 of 3: precision is 2/3 up to a recall of
  /// 2/3, that is at 67 of the 101 recalls.
  @Test func countsByHand() {
    let matches = DetectionMatches([Self.right, Self.wrong], classCount: 1)
    let twice = matches.averagePrecision(counts: [2, 1])
    #expect(abs((twice.atHalf ?? 0) - 67 * (2.0 / 3) / 101) < 1e-12)
    #expect(abs((matches.averagePrecision(counts: [3, 0]).mean ?? 0) - 1) < 1e-12)
    #expect(matches.averagePrecision(counts: [0, 2]).atHalf == 0)
    #expect(matches.averagePrecision(counts: [0, 0]).atHalf == nil)
  }

  @Test("an image counted twice is as two that follow each other, to the bit")
  func countsAreCopies() throws {
    var dice = SystemRandomNumberGenerator()
    for _ in 0..<20 {
      // No two scores of an image are one, or its copies could not follow each other.
      let images = PrecisionCase.random(name: "random", using: &dice).detections.map { image in
        var image = image
        for index in image.found.indices { image.found[index].score += 1e-6 * Double(index) }
        return image
      }
      let counts = images.map { _ in Int.random(in: 0...3, using: &dice) }
      let copies = zip(images, counts).flatMap { [ImageDetections](repeating: $0, count: $1) }
      #expect(
        DetectionMatches(images, classCount: 3).averagePrecision(counts: counts)
          == DetectionMatches(copies, classCount: 3).averagePrecision)
    }
  }

  @Test("what is drawn hangs on the seed and the number of images alone")
  func drawsArePaired() {
    func scores(_ images: [ImageDetections], seed: UInt64 = 1) -> [Double] {
      DetectionMatches(images, classCount: 1).resampled(count: 200, seed: seed)
        .map { $0.atHalf ?? -1 }
    }
    // By how often the first image is drawn: twice, once, not at all.
    let (all, half) = (1.0, 51 * 0.5 / 101)
    let (one, other) = (scores([Self.right, Self.wrong]), scores([Self.wrong, Self.right]))
    #expect((70...130).contains(one.count { abs($0 - half) < 1e-12 }))
    #expect(one.contains { abs($0 - all) < 1e-12 } && one.contains(0))
    // Where the one draws what is right twice, the other draws what is wrong twice.
    for (one, other) in zip(one, other) {
      #expect(abs(one - half) < 1e-12 ? abs(other - half) < 1e-12 : abs(one + other - all) < 1e-12)
    }
    #expect(scores([Self.right, Self.wrong], seed: 2) != one)
  }
}
