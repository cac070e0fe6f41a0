// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tensors
import TestSupport
import Testing

@testable import Detection

/// Assignment and losses against `Scripts/detector-loss-reference.py`, and where that has no say.
@Suite(.singleThreaded, .tags(.unit)) struct DetectorLossTests {
  /// What the script wrote.
  private struct Reference: Decodable {
    let side: Int
    let classes: Int
    let labels: [[[Double]]]
    let grids: [[Float]]
    let matches: [[[Int]]]
    let losses: [String: Double]

    static func read() throws -> Reference {
      let path = Repository.path("Tests/DetectionTests/Fixtures/losses.json")
      return try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(filePath: path)))
    }

    var boxes: [[LabeledBox]] {
      labels.map {
        $0.map { LabeledBox(box: Box($0[1], $0[2], $0[3], $0[4]), classIndex: Int($0[0])) }
      }
    }

    var predictions: [GridPrediction] {
      zip(grids, YOLOXNano.strides).map { values, stride in
        let grid = Tensor(values, [labels.count, 5 + classes, side / stride, side / stride])
        return GridPrediction(
          box: grid.slice(0..<4, dim: 1), objectness: grid.slice(4..<5, dim: 1),
          classes: grid.slice(5..<5 + classes, dim: 1))
      }
    }
  }

  @Test func cellsAndLossesAreTheReferences() throws {
    let reference = try Reference.read()
    let cells = CellGrid(side: reference.side)
    let prediction = BatchPrediction(reference.predictions, cells: cells)
    let targets = BatchTargets(prediction, labels: reference.boxes, cells: cells)
    let wanted = reference.matches.enumerated().flatMap { image, matches in
      matches.map { (image * cells.count + $0[0], reference.boxes[image][$0[1]].box) }
    }
    #expect(targets.cells == wanted.map(\.0) && targets.boxes == wanted.map(\.1))
    let loss = DetectorLoss(prediction, targets)
    for (name, tensor) in [
      "overlap": loss.overlap, "objectness": loss.objectness, "classes": loss.classes,
    ] {
      let wanted = try #require(reference.losses[name])
      #expect(abs(tensor.item() - wanted) < 2e-5 * max(1, wanted), "\(name) \(tensor.item())")
    }
    let sum = 5 * loss.overlap.item() + loss.objectness.item() + loss.classes.item()
    #expect(abs(loss.total.item() - sum) < 1e-4)
  }

  /// 84 cells, each as likely as not to have an object: 84 log 2, over one cell at least.
  @Test func anEmptyImageHasObjectnessAlone() {
    let cells = CellGrid(side: 64)
    let grids = YOLOXNano.strides.map { stride in
      let (box, count) = (Tensor.zeros([1, 4, 64 / stride, 64 / stride]), 64 / stride)
      return GridPrediction(
        box: box, objectness: .zeros([1, 1, count, count]), classes: .zeros([1, 2, count, count]))
    }
    let loss = DetectorLoss(BatchPrediction(grids, cells: cells), labels: [[]], cells: cells)
    #expect(abs(loss.total.item() - 84 * log(2)) < 1e-3)
    #expect(loss.overlap.item() == 0 && loss.classes.item() == 0)
  }

  /// The one cell that says what is there finds it, and all gradients flow.
  @Test func theGradientMovesABoxOntoItsLabel() {
    let cells = CellGrid(side: 32)
    let box = Tensor.zeros([1, 4, 1, 1])
    box.requiresGradient = true
    func grid(_ stride: Int, _ box: Tensor) -> GridPrediction {
      let count = 32 / stride
      return GridPrediction(
        box: box, objectness: Tensor(full: stride == 32 ? 9 : -9, [1, 1, count, count]),
        classes: Tensor(full: stride == 32 ? 9 : -9, [1, 1, count, count]))
    }
    let far = { (count: Int) in Tensor(full: -9, [1, 4, count, count]) }
    let prediction = BatchPrediction(
      [grid(8, far(4)), grid(16, far(2)), grid(32, box)], cells: cells)
    // The cell says (0, 0) and 32 pixels; the label is right of and below that.
    let label = LabeledBox(box: Box(x0: 8, y0: 8, x1: 24, y1: 24), classIndex: 0)
    let targets = BatchTargets(prediction, labels: [[label]], cells: cells)
    #expect(targets.cells == [20])
    DetectorLoss(prediction, targets).total.backward()
    let gradient = box.gradient?.values(as: Double.self) ?? []
    #expect(gradient.count == 4 && gradient[0] < 0 && gradient[1] < 0 && gradient[0] == gradient[1])
  }
}

extension Box {
  fileprivate init(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) {
    self.init(x0: x0, y0: y0, x1: x1, y1: y1)
  }
}
