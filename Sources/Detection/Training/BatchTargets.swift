// SPDX-License-Identifier: Apache-2.0

import Tensors

/// What the cells of a batch are to say.
struct BatchTargets {
  /// The cells that are to find a box, by their numbers among those of the whole batch.
  let cells: [Int]
  /// The box of each of them.
  let boxes: [Box]
  /// For each of them what is wanted of the classes, `[cells, classes]`.
  let classes: Tensor
  /// 1 for each of them and 0 for all others, `[images x cells]`.
  let objectness: Tensor

  /// Assigns boxes to cells by ``SimOTA``, image by image.
  init(_ prediction: BatchPrediction, labels: [[LabeledBox]], cells grid: CellGrid) {
    let assigner = SimOTA(cells: grid)
    let classCount = prediction.classes.size(1)
    var (cells, boxes, classes): ([Int], [Box], [Float]) = ([], [], [])
    for (image, (labels, said)) in zip(labels, prediction.images()).enumerated() {
      for match in assigner.assignments(of: labels, said) {
        let label = labels[match.label]
        cells.append(image * grid.count + match.cell)
        boxes.append(label.box)
        classes += (0..<classCount).map { $0 == label.classIndex ? Float(match.overlap) : 0 }
      }
    }
    var objectness = [Float](repeating: 0, count: prediction.imageCount * grid.count)
    for cell in cells { objectness[cell] = 1 }
    (self.cells, self.boxes) = (cells, boxes)
    self.classes = Tensor(classes, [cells.count, classCount])
    self.objectness = Tensor(objectness, [objectness.count])
  }
}

extension BatchPrediction {
  /// What is said of the cells of each image, as numbers.
  fileprivate func images() -> [SimOTA.Prediction] {
    let values = withoutGradients {
      [x, y, width, height, objectness.sigmoid(), classes.sigmoid()].map {
        $0.detached().contiguous().values(as: Float.self)
      }
    }
    let (count, classCount) = (values[0].count / imageCount, classes.size(1))
    return (0..<imageCount).map { image in
      let cells = image * count..<(image + 1) * count
      return SimOTA.Prediction(
        boxes: cells.map { Box(values, $0) }, objectness: Array(values[4][cells]),
        classes: Array(
          values[5][cells.lowerBound * classCount..<cells.upperBound * classCount]),
        classCount: classCount)
    }
  }
}

extension Box {
  /// The box around a cell's middle; `values` are those of all cells: across, down, width, height.
  fileprivate init(_ values: [[Float]], _ cell: Int) {
    let (x, y) = (Double(values[0][cell]), Double(values[1][cell]))
    let (width, height) = (Double(values[2][cell]) / 2, Double(values[3][cell]) / 2)
    self.init(x0: x - width, y0: y - height, x1: x + width, y1: y + height)
  }
}
