// SPDX-License-Identifier: Apache-2.0

import Detection
import Foundation
import Imaging
import Layers
import Safetensors
import Tensors
import TestSupport

/// What ONNX Runtime finds in a picture, as `Scripts/detector-reference.py` writes it.
struct DetectorReference {
  /// Whether this machine has what the script wants.
  static let isAtHand =
    (try? Python.run("import numpy, onnxruntime, PIL, safetensors.numpy")) != nil

  /// The lowest score of ``boxes``.
  static let threshold = 0.02

  /// The SHA-256 of the weights.
  let weights: String
  /// The cells of the highest scores: their numbers, boxes in the square, and scores.
  let cells: [(index: Int, box: Box, objectness: Double, classes: [Double])]
  /// What is found, the highest score first.
  let boxes: [DetectedBox]

  /// Reads what the script wrote.
  init(path: String) throws {
    let file = try SafetensorsFile(path: path)
    weights = file.metadata["weights"] ?? ""
    let (indices, rows) = (try file.tensor("cells").values(as: Int64.self), try file.rows("rows"))
    cells = zip(indices, rows).map { index, row in
      (Int(index), Box(row), row[4], Array(row[5...]))
    }
    let (scores, classes) = (
      try file.tensor("scores").values(as: Double.self),
      try file.tensor("classes").values(as: Int64.self)
    )
    boxes = zip(try file.rows("boxes"), zip(classes, scores)).map {
      DetectedBox(box: Box($0), classIndex: Int($1.0), score: $1.1)
    }
  }

  /// Runs the script.
  static func made(of image: Image, weights: String) throws -> DetectorReference {
    try withTemporaryFolder { folder in
      let (picture, output) = ("\(folder)/picture.png", "\(folder)/output.safetensors")
      try image.write(to: picture)
      let script = try String(
        contentsOfFile: Repository.path("Scripts/detector-reference.py"), encoding: .utf8)
      _ = try Python.run(script, picture, weights, output)
      return try DetectorReference(path: output)
    }
  }
}

extension SafetensorsFile {
  /// The rows of a matrix.
  fileprivate func rows(_ key: String) throws -> [[Double]] {
    let tensor = try tensor(key)
    let (values, width) = (tensor.values(as: Double.self), tensor.shape[1])
    return stride(from: 0, to: values.count, by: width).map { Array(values[$0..<$0 + width]) }
  }
}

extension Box {
  /// The first four numbers.
  fileprivate init(_ row: [Double]) {
    self.init(x0: row[0], y0: row[1], x1: row[2], y1: row[3])
  }

  /// The farthest that a side lies from that of another one.
  func distance(to other: Box) -> Double {
    [x0 - other.x0, y0 - other.y0, x1 - other.x1, y1 - other.y1].map(abs).max() ?? 0
  }
}
