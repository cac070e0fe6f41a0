// SPDX-License-Identifier: Apache-2.0

import Imaging
import Scenes
import Tensors
import TestSupport
import Testing

@testable import Detection

/// The published weights find here what they find in ONNX Runtime.
@Suite(
  "the detector against ONNX Runtime", .singleThreaded, .tags(.data),
  .enabled(if: DetectorFiles.folder != nil, DataFolderLocation.advice))
struct DetectorParityTests {
  @Test("on a rendered scene, against what is committed, from either kind of file")
  func committed() async throws {
    let reference = try DetectorReference(
      path: Repository.path("Tests/DetectionTests/Fixtures/scene.safetensors"))
    #expect(reference.boxes.count >= 5)
    let image = RenderedScene(seed: 12, condition: .day).visible
    for path in try [#require(DetectorFiles.onnx), #require(DetectorFiles.safetensors)] {
      try await check(image, reference, weights: path)
    }
  }

  @Test(
    "on pictures of several sizes, against what it finds now",
    .enabled(if: DetectorReference.isAtHand, "no onnxruntime; Scripts/setup --tests gets it"),
    arguments: [
      (ImageSize(width: 640, height: 480), SceneCondition.night),
      (ImageSize(width: 301, height: 500), .day), (ImageSize(width: 97, height: 64), .smoke),
    ])
  func live(_ size: ImageSize, _ condition: SceneCondition) async throws {
    let onnx = try #require(DetectorFiles.onnx)
    let image = RenderedScene(seed: 3, size: size, condition: condition).visible
    try await check(image, try DetectorReference.made(of: image, weights: onnx), weights: onnx)
  }

  private func check(
    _ image: Image, _ reference: DetectorReference, weights: String
  ) async throws {
    try checkCells(image, reference, weights: weights)
    var options = DetectionOptions()
    options.threshold = DetectorReference.threshold
    let found = try await Detector(path: weights, threads: 1).detect(in: image, options: options)
    #expect(found.map(\.classIndex) == reference.boxes.map(\.classIndex))
    for (found, wanted) in zip(found, reference.boxes) {
      #expect(abs(found.score - wanted.score) < 1e-4)
      // The reference's boxes may reach beyond the picture.
      let inside = wanted.box.intersection(
        Box(x0: 0, y0: 0, x1: Double(image.size.width), y1: Double(image.size.height)))
      #expect(found.box.distance(to: inside) < 0.1)
    }
  }

  /// The cells of the highest scores, before any is left out.
  private func checkCells(_ image: Image, _ reference: DetectorReference, weights: String) throws {
    let network = try YOLOXNano.loaded(path: weights)
    let square = Letterbox(side: Detector.standardSide, size: image.size).square(image)
    let cells = withoutGradients {
      CellPredictions(network(square), strides: YOLOXNano.strides)
    }
    #expect(cells.boxes.count == 3549 && reference.cells.count == 64)
    for wanted in reference.cells {
      let classes = cells.classes[wanted.index * 80..<(wanted.index + 1) * 80].map(Double.init)
      #expect(cells.boxes[wanted.index].distance(to: wanted.box) < 0.1)
      #expect(abs(Double(cells.objectness[wanted.index]) - wanted.objectness) < 1e-4)
      #expect(zip(classes, wanted.classes).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }
}
