// SPDX-License-Identifier: Apache-2.0

import Files
import Imaging

/// What a detector found in an image, as it is kept in a file: a line for each box, as in a label
/// file, with the score as the sixth word.
struct FoundFile {
  /// Three hundred boxes have less than a hundredth of this.
  private static let mostBytes = 1 << 22

  /// What was found, in pixels.
  let boxes: [DetectedBox]

  /// Reads a file of what was found in an image of that size; one that is not there says that
  /// nothing was.
  ///
  /// - Throws: ``DetectionError`` that names the file, and the line.
  init(path: String, size: ImageSize, classCount: Int) throws(DetectionError) {
    let bytes: [UInt8]
    do { bytes = try readFile(path, atMost: Self.mostBytes) } catch {
      guard error.code == .notFound else { throw DetectionError(.found, "\(error)") }
      boxes = []
      return
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    var boxes: [DetectedBox] = []
    for (index, line) in lines.enumerated() {
      let numbers = line.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
      guard numbers.count == 6, numbers.allSatisfy(\.isFinite),
        (0..<classCount).contains(Int(exactly: numbers[0]) ?? -1)
      else {
        throw DetectionError(
          .found, path: "\(path):\(index + 1)",
          "\"\(line.prefix(80))\"; class below \(classCount), middle across and down, width, height "
            + "and score are wanted")
      }
      boxes.append(DetectedBox(numbers, size: size))
    }
    self.boxes = boxes
  }
}

extension DetectedBox {
  /// The box of a line's six numbers.
  fileprivate init(_ numbers: [Double], size: ImageSize) {
    let (width, height) = (Double(size.width), Double(size.height))
    let box = Box(
      x0: (numbers[1] - numbers[3] / 2) * width, y0: (numbers[2] - numbers[4] / 2) * height,
      x1: (numbers[1] + numbers[3] / 2) * width, y1: (numbers[2] + numbers[4] / 2) * height)
    self.init(box: box, classIndex: Int(numbers[0]), score: numbers[5])
  }
}
