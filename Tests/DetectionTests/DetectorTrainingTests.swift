// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import Layers
import Tensors
import TestSupport
import Testing

@testable import Detection

/// Squares, first weights, and a few steps.
@Suite(.singleThreaded, .tags(.unit)) struct DetectorTrainingTests {
  /// Gray, with a bright rectangle where the label is.
  private func picture(
    _ box: Box = Box(x0: 8, y0: 16, x1: 24, y1: 28), side: Int = 64
  ) -> TrainingPicture {
    let size = ImageSize(width: 64, height: 48)
    let levels = (0..<size.pixelCount).map { index -> UInt8 in
      let (x, y) = (Double(index % size.width), Double(index / size.width))
      return x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1 ? 250 : 60
    }
    let image = Image(size: size, colorModel: .gray, samples: .uint8(levels))
    return TrainingPicture(image, labels: [LabeledBox(box: box, classIndex: 0)], side: side)
  }

  /// The share of a box's pixels that are bright.
  private func brightness(of square: TrainingSquare, in box: Box) -> Double {
    square.pixels.select(0).select(0)
      .slice(Int(box.y0.rounded(.up))..<Int(box.y1), dim: 0)
      .slice(Int(box.x0.rounded(.up))..<Int(box.x1), dim: 1).mean().item() / 250
  }

  @Test func aPlainSquareIsWhatTheDetectorLooksAtOrItsMirrorImage() {
    var maker = SquareMaker([picture(side: 32)], side: 32, seed: 1)
    var boxes: Set<Box> = []
    for _ in 0..<8 {
      let square = maker.next(isMosaic: false)
      #expect(square.pixels.shape == [1, 3, 32, 32] && square.labels.count == 1)
      boxes.insert(square.labels[0].box)
      #expect(square.pixels.select(0).select(2).select(31).values(as: Float.self)[0] == 114)
    }
    #expect(boxes == [Box(x0: 4, y0: 8, x1: 12, y1: 14), Box(x0: 20, y0: 8, x1: 28, y1: 14)])
  }

  @Test func boxesOfMosaicsLieOnWhatTheyAreOf() {
    var maker = SquareMaker(
      [picture(), picture(Box(x0: 40, y0: 4, x1: 60, y1: 30))], side: 64, seed: 3)
    var (count, sizes): (Int, Set<Double>) = (0, [])
    for _ in 0..<12 {
      let square = maker.next(isMosaic: true)
      for label in square.labels {
        count += 1
        sizes.insert(label.box.width)
        #expect(label.box.x0 >= 0 && label.box.x1 <= 64 && label.box.y0 >= 0 && label.box.y1 <= 64)
        #expect(min(label.box.width, label.box.height) >= 2)
        if min(label.box.width, label.box.height) > 6 {
          #expect(brightness(of: square, in: label.box) > 0.8, "\(label.box)")
        }
      }
    }
    // Scaled and cut in many ways, and not all pictures lost their box.
    #expect(count > 12 && sizes.count > 8)
  }

  @Test func aSeedDecidesTheSquares() {
    func squares(_ seed: UInt64) -> [Float] {
      var maker = SquareMaker([picture(), picture()], side: 32, seed: seed)
      return (0..<4).flatMap { maker.next(isMosaic: $0 < 2).pixels.values(as: Float.self) }
    }
    #expect(squares(5) == squares(5) && squares(5) != squares(6))
  }

  @Test func whatIsLeftOfABoxBehindTheEdgeIsKeptOrNot() {
    var square = TrainingSquare(side: 32)
    let labels = [20.0, 28, 2].map {
      LabeledBox(box: Box(x0: $0 - 8, y0: 0, x1: $0 + 8, y1: 16), classIndex: 0)
    }
    square.put(
      Tensor(full: 9, [1, 3, 16, 64]), labels, across: 8..<32, down: 16..<32, origin: (4, 0))
    // The part has columns 4 to 28: of the first box all, of the others half and 6 of 16.
    #expect(
      square.labels.map(\.box) == [
        Box(x0: 16, y0: 16, x1: 32, y1: 32), Box(x0: 24, y0: 16, x1: 32, y1: 32),
        Box(x0: 8, y0: 16, x1: 14, y1: 32),
      ])
    var narrow = TrainingSquare(side: 32)
    narrow.put(
      Tensor(full: 9, [1, 3, 16, 64]), labels, across: 0..<15, down: 0..<16, origin: (0, 0))
    #expect(narrow.labels.map(\.box) == [Box(x0: 0, y0: 0, x1: 10, y1: 16)])
  }

  @Test func allButTheClassesIsTaken() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/a.safetensors"
      try Detector.writeUntrained(classCount: 80, to: path)
      let old = try YOLOXNano.loaded(path: path)
      let new = try YOLOXNano.transferred(
        from: path, classCount: 2, using: RandomGenerator(seed: 9))
      let values = { (network: YOLOXNano) in
        network.convolutions.map { $0.weight.values(as: Float.self) }
      }
      let same = zip(values(old), values(new)).count { $0 == $1 }
      #expect(same == new.convolutions.count - new.heads.count)
      for head in new.heads {
        #expect(head.classes.weight.shape[0] == 2)
        #expect(
          head.classes.bias?.values(as: Float.self).allSatisfy { abs($0 + 4.59512) < 1e-4 } == true)
      }
    }
  }

  @Test func aLossThatIsNoNumberEndsTheTraining() throws {
    try Engine.withThreads(1) {
      let network = YOLOXNano(classCount: 1, using: RandomGenerator(seed: 1))
      var settings = DetectorTrainingSettings()
      (settings.side, settings.batch, settings.steps, settings.mosaicShare) = (64, 1, 2, 0)
      settings.rate = .infinity
      var trainer = DetectorTrainer(network, on: [picture()], seed: 1, settings: settings)
      let first = try trainer.takeStep()
      #expect(first.isFinite)
      let error = #expect(throws: DetectionError.self) { try trainer.takeStep() }
      #expect(
        error?.code == .training && error?.message == "the loss is not finite after step 1")
    }
  }

  @Test func stepsMakeTheLossSmallerAndASeedDecidesThem() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/a.safetensors"
      try Detector.writeUntrained(classCount: 80, to: path)
      var settings = DetectorTrainingSettings()
      (settings.side, settings.batch, settings.steps, settings.mosaicShare) = (64, 2, 6, 0)
      settings.rate = 0.005
      func losses(_ seed: UInt64, count: Int) throws -> [Double] {
        try Engine.withThreads(1) {
          let network = try YOLOXNano.transferred(
            from: path, classCount: 1, using: RandomGenerator(seed: seed))
          var trainer = DetectorTrainer(network, on: [picture()], seed: seed, settings: settings)
          return try (0..<count).map { _ in try trainer.takeStep() }
        }
      }
      let first = try losses(1, count: 6)
      #expect(first[5] < 0.9 * first[0], "\(first)")
      #expect(try losses(1, count: 2) == Array(first[..<2]))
      #expect(try losses(2, count: 1)[0] != first[0])
    }
  }
}
