// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport

@testable import Detection

/// Pairs of which each camera sees one of two bright squares, and what finds squares that are
/// bright enough: all scores can be counted by hand.
enum SquareSet {
  /// What the visible camera sees.
  static let seen = Box(x0: 2, y0: 2, x1: 10, y1: 10)
  /// What the infrared camera sees.
  static let warm = Box(x0: 20, y0: 20, x1: 28, y1: 28)

  /// Runs `body` with such a set of 32x32 pixels.
  /// - Parameters:
  ///   - count: How many pairs there are.
  ///   - classNames: The lines of `classes.txt`.
  ///   - labels: The class of the square that the visible camera sees, and of the other one.
  ///   - body: Is given the set.
  /// - Throws: What `body` throws, and where a file cannot be written.
  static func with(
    count: Int = 3, classNames: [String] = ["person"], labels: (Int, Int) = (0, 0),
    _ body: (LabeledSet) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { root in
      for folder in ["vi", "ir", "labels"] {
        try FileManager.default.createDirectory(
          atPath: "\(root)/\(folder)", withIntermediateDirectories: false)
      }
      let text = "\(labels.0) 0.1875 0.1875 0.25 0.25\n\(labels.1) 0.75 0.75 0.25 0.25\n"
      for index in 1...count {
        try image(of: seen).write(to: "\(root)/vi/\(index).png")
        try image(of: warm).write(to: "\(root)/ir/\(index).png")
        try Data(text.utf8).write(to: URL(filePath: "\(root)/labels/\(index).txt"))
      }
      try Data(classNames.joined(separator: "\n").utf8)
        .write(to: URL(filePath: "\(root)/classes.txt"))
      try await body(LabeledSet(path: root))
    }
  }

  /// Finds the squares that are brighter than 0.4; the score is the brightness.
  /// - Parameters:
  ///   - image: The picture.
  ///   - classes: What each square is taken for.
  /// - Returns: A box for each of the classes.
  @Sendable static func detect(
    in image: Image, classes: (seen: [Int], warm: [Int]) = ([0], [0])
  ) -> [DetectedBox] {
    let luminance = image.luminance()
    return [(seen, classes.seen), (warm, classes.warm)].flatMap { box, classes in
      let middle = (Int(box.y0) + 4) * luminance.size.width + Int(box.x0) + 4
      let brightness = Double(luminance.values[middle])
      guard brightness > 0.4 else { return [DetectedBox]() }
      return classes.enumerated().map {
        DetectedBox(box: box, classIndex: $1, score: brightness - 0.01 * Double($0))
      }
    }
  }

  private static func image(of box: Box) -> Image {
    let size = ImageSize(width: 32, height: 32)
    let levels = (0..<size.pixelCount).map { index -> UInt8 in
      let (x, y) = (Double(index % size.width), Double(index / size.width))
      return x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1 ? 255 : 40
    }
    return Image(size: size, colorModel: .gray, samples: .uint8(levels))
  }
}
