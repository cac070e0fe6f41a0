// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import Layers
import Scenes
import Tensors
import TestSupport
import Testing

@testable import Detection

/// What is around the network, and its shapes.
@Suite("the detector's parts", .singleThreaded, .tags(.unit)) struct DetectorTests {
  @Test("three grids come out, of cells of 8, 16 and 32 pixels")
  func shapes() {
    let network = YOLOXNano(classCount: 3, width: 4, using: RandomGenerator(seed: 1))
    let grids = withoutGradients { network(.zeros([2, 3, 64, 96])) }
    #expect(grids.map(\.box.shape) == [[2, 4, 8, 12], [2, 4, 4, 6], [2, 4, 2, 3]])
    #expect(grids.map(\.objectness.shape) == [[2, 1, 8, 12], [2, 1, 4, 6], [2, 1, 2, 3]])
    #expect(grids.map(\.classes.shape) == [[2, 3, 8, 12], [2, 3, 4, 6], [2, 3, 2, 3]])
  }

  @Test(
    "an image fills the square as far as it can, and boxes find back",
    arguments: [
      (ImageSize(width: 640, height: 480), ImageSize(width: 64, height: 48)),
      (ImageSize(width: 10, height: 32), ImageSize(width: 20, height: 64)),
      (ImageSize(width: 1, height: 1000), ImageSize(width: 1, height: 64)),
    ])
  func letterbox(_ size: ImageSize, _ fitted: ImageSize) {
    let letterbox = Letterbox(side: 64, size: size)
    #expect(letterbox.fittedSize == fitted)
    let (width, height) = (Double(size.width), Double(size.height))
    let scale = 64 / max(width, height)
    let whole = letterbox.original(Box(x0: -3, y0: 0, x1: width * scale, y1: 99))
    #expect(whole.distance(to: Box(x0: 0, y0: 0, x1: width, y1: height)) < 1e-9)
  }

  @Test("the square holds blue, green, red, and gray below and beside the image")
  func square() {
    let red = Image(
      size: ImageSize(width: 2, height: 1), colorModel: .rgb,
      samples: .uint8([250, 0, 10, 250, 0, 10]))
    let values = Letterbox(side: 2, size: red.size).square(red).values(as: Double.self)
    #expect(values == [10, 10, 114, 114, 0, 0, 114, 114, 250, 250, 114, 114])
    let thermal = Image(
      size: ImageSize(width: 2, height: 2), colorModel: .gray, samples: .uint16([7, 9, 9, 7]))
    let mapped = Letterbox(side: 2, size: thermal.size).square(thermal)
    #expect(mapped.select(0).select(1).values(as: Double.self) == [0, 255, 255, 0])
  }

  @Test("cells become boxes, the likeliest class of each, from the threshold on")
  func decoding() throws {
    // Two cells side by side: the second's middle is half a cell right of and below its corner.
    let far = 50.0
    let grid = GridPrediction(
      box: Tensor([0, 0.5, 0, 0.5, 0, log(Float(2)), 0, 0], [1, 4, 1, 2]),
      objectness: Tensor([-Float(far), Float(far)], [1, 1, 1, 2]),
      classes: Tensor([0, 0, 0, Float(far), 0, 1], [1, 3, 1, 2]))
    let cells = CellPredictions([grid], strides: [8])
    let found = cells.candidates(threshold: 0.5, among: nil)
    #expect(found.count == 1)
    let box = try #require(found.first)
    #expect(box.box.distance(to: Box(x0: 4, y0: 0, x1: 20, y1: 8)) < 1e-5)
    #expect(box.classIndex == 1 && abs(box.score - 1) < 1e-6)
    #expect(cells.candidates(threshold: 0.5, among: [0, 2]).isEmpty)
  }

  @Test("of boxes of one class that overlap, the one of the highest score stays")
  func suppression() {
    func box(_ x: Double, _ index: Int, _ score: Double) -> DetectedBox {
      DetectedBox(box: Box(x0: x, y0: 0, x1: x + 10, y1: 10), classIndex: index, score: score)
    }
    let boxes = [box(0, 0, 0.5), box(1, 0, 0.9), box(2, 1, 0.4), box(6, 0, 0.8), box(1, 0, 0.9)]
    #expect(
      boxes.suppressed(overlap: 0.5, count: 9) == [box(1, 0, 0.9), box(6, 0, 0.8), box(2, 1, 0.4)])
    #expect(boxes.suppressed(overlap: 0.5, count: 1) == [box(1, 0, 0.9)])
    // 9 of 11 is not more than that.
    #expect(boxes.prefix(2).map(\.self).suppressed(overlap: 9.0 / 11, count: 9).count == 2)
  }

  @Test("gray images, and those of any size, are taken")
  func images() async throws {
    let (detector, small) = try withTemporaryFolder { folder in
      let path = "\(folder)/a.safetensors"
      try Detector.writeUntrained(classCount: 2, to: path)
      return (
        try Detector(path: path, threads: 1), try Detector(path: path, side: 64, threads: 1)
      )
    }
    #expect(detector.classNames == ["class 0", "class 1"])
    var options = DetectionOptions()
    (options.threshold, options.maximumCount) = (0.1, 7)
    let scene = RenderedScene(seed: 1, size: ImageSize(width: 40, height: 16), condition: .day)
    for image in [scene.infrared, scene.visible] {
      let found = try await detector.detect(in: image, options: options)
      #expect(found.count == 7)
      #expect(found.allSatisfy { $0.box.x1 <= 40 && $0.box.y1 <= 16 && $0.box.x0 >= 0 })
    }
    // All cells of a square of 64 pixels: 64 of 8, 16 of 16, and 4 of 32.
    (options.threshold, options.overlap, options.maximumCount) = (0, 1, 300)
    #expect(try await small.detect(in: scene.visible, options: options).count == 84)
    #expect([0, 32, 100, 4096, 4128].map(Detector.takes) == [false, true, false, true, false])
  }
}
