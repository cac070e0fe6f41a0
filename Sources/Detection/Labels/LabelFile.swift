// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
import Imaging

/// A label file in YOLO's format: a line for each box, of the number of its class, the middle
/// across and down, width and height, all four over the image's. Empty lines are passed over; a
/// file without lines says that nothing is there.
struct LabelFile {
  /// How far a box may reach beyond the image, over its side: what rounding and hasty drawing do.
  private static let margin = 0.01
  /// A label file of ten thousand boxes has less.
  private static let mostBytes = 1 << 20

  /// The boxes, over the image's sides: a box around the whole image goes from 0 to 1.
  let shares: [LabeledBox]
  /// A line for each object that is left out.
  let warnings: [String]

  /// Reads a file whose classes are numbered below `classCount`.
  ///
  /// - Throws: ``DetectionError`` that names the file, and the line.
  init(path: String, classCount: Int) throws(DetectionError) {
    let bytes: [UInt8]
    do { bytes = try readFile(path, atMost: Self.mostBytes) } catch {
      throw DetectionError(.labels, "\(error)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DetectionError(.labels, path: path, "is no text in UTF-8")
    }
    var shares: [LabeledBox] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard !words.isEmpty else { continue }
      do throws(Flaw) { shares.append(try Self.box(words, classCount: classCount)) } catch {
        throw DetectionError(.labels, path: "\(path):\(index + 1)", error.message)
      }
    }
    (self.shares, warnings) = (shares, [])
  }

  /// The boxes of a file in another format.
  init(_ annotations: AnnotationFile) {
    (shares, warnings) = (annotations.shares, annotations.warnings)
  }

  /// The boxes in pixels of an image of that size.
  func boxes(in size: ImageSize) -> [LabeledBox] {
    let (width, height) = (Double(size.width), Double(size.height))
    return shares.map { label in
      let box = label.box
      return LabeledBox(
        box: Box(x0: box.x0 * width, y0: box.y0 * height, x1: box.x1 * width, y1: box.y1 * height),
        classIndex: label.classIndex)
    }
  }

  /// What is wrong with a line.
  private struct Flaw: Error {
    let message: String
  }

  private static func box(
    _ words: [Substring], classCount: Int
  ) throws(Flaw) -> LabeledBox {
    guard words.count == 5 else {
      throw Flaw(
        message: "has \(words.count) words; five are wanted: class, middle across, middle down,"
          + " width, height")
    }
    guard let classIndex = Int(words[0]), (0..<classCount).contains(classIndex) else {
      throw Flaw(message: "class \(words[0]); a number of 0 to \(classCount - 1) is wanted")
    }
    let numbers = words.dropFirst().compactMap { Double($0) }
    guard numbers.count == 4, numbers.allSatisfy((0...1).contains), numbers[2] > 0, numbers[3] > 0
    else {
      throw Flaw(
        message: "box \(words.dropFirst().joined(separator: " ")); shares of the image, 0 to 1,"
          + " width and height above 0, are wanted")
    }
    let (halfWidth, halfHeight) = (numbers[2] / 2, numbers[3] / 2)
    let box = Box(
      x0: numbers[0] - halfWidth, y0: numbers[1] - halfHeight, x1: numbers[0] + halfWidth,
      y1: numbers[1] + halfHeight)
    guard min(box.x0, box.y0) >= -margin, max(box.x1, box.y1) <= 1 + margin else {
      throw Flaw(
        message: "box \(words.dropFirst().joined(separator: " ")) reaches beyond the image by more"
          + " than a hundredth of its side")
    }
    return LabeledBox(box: box, classIndex: classIndex)
  }
}
