// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport
import Testing

@testable import Detection

/// Boxes as pictures, label files and COCO's documents.
@Suite("what is made of boxes", .tags(.unit)) struct OutputTests {
  private let size = ImageSize(width: 80, height: 40)
  private let box = DetectedBox(
    box: Box(x0: 20, y0: 20, x1: 60, y1: 30), classIndex: 2, score: 0.8126)

  @Test("a label file has a line for each box, in shares of the image")
  func labels() {
    let boxes = [box, DetectedBox(box: Box(x0: 0, y0: 0, x1: 80, y1: 40), classIndex: 0, score: 1)]
    #expect(
      YOLOText(boxes, size: size, withScores: false).text
        == "2 0.500000 0.625000 0.500000 0.250000\n0 0.500000 0.500000 1.000000 1.000000\n")
    #expect(
      YOLOText([box], size: size, withScores: true).text
        == "2 0.500000 0.625000 0.500000 0.250000 0.812600\n")
    #expect(YOLOText([], size: size, withScores: true).text.isEmpty)
  }

  @Test("COCO's document has images, annotations and categories under COCO's numbers")
  func coco() throws {
    var last = box
    last.classIndex = 79
    let images = [
      DetectedImage(path: "a/1.png", size: size, boxes: []),
      DetectedImage(path: "a/2.png", size: size, boxes: [box, last]),
    ]
    let json = COCODocument(images, classNames: COCOClasses.names).json
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: [[String: Any]]])
    #expect(document["images"]?.map { $0["file_name"] as? String } == ["1.png", "2.png"])
    #expect(document["images"]?.last?["width"] as? Int == 80)
    let found = try #require(document["annotations"])
    #expect(found.map { $0["id"] as? Int } == [1, 2])
    #expect(found.map { $0["image_id"] as? Int } == [2, 2])
    #expect(found.map { $0["category_id"] as? Int } == [3, 90])
    #expect(found[0]["bbox"] as? [Double] == [20, 20, 40, 10])
    #expect(found[0]["area"] as? Double == 400 && found[0]["score"] as? Double == 0.8126)
    #expect(document["categories"]?.count == 80)
    #expect(document["categories"]?.last?["name"] as? String == "toothbrush")
    let others = COCODocument(images, classNames: (0..<80).map { "class \($0)" }).json
    #expect(others.contains("\"category_id\":80"))
  }

  @Test("a box is framed in its class's color, its name above")
  func drawing() throws {
    let image = Image(
      size: size, colorModel: .gray, samples: .uint8([UInt8](repeating: 9, count: 3200)))
    let drawn = image.drawing([box], names: ["", "", "I"])
    let yellow: [UInt8] = [240, 228, 66]
    #expect(drawn.pixel(20, 20) == yellow && drawn.pixel(59, 29) == yellow)
    #expect(drawn.pixel(21, 21) == [9, 9, 9] && drawn.pixel(60, 30) == [9, 9, 9])
    // The letter I: its foot's middle and ends, five pixels wide, one from the label's corner.
    #expect(drawn.pixel(20, 11) == yellow && drawn.pixel(20, 10) == [9, 9, 9])
    #expect(
      [21, 22, 23, 24, 25].map { drawn.pixel($0, 18) == [0, 0, 0] } == [
        false, true, true, true, false,
      ])
  }

  @Test("boxes at the border and beyond it are drawn as far as the picture goes")
  func borders() {
    let image = Image(size: size, colorModel: .gray, samples: .uint16(.init(0..<3200)))
    for (x, y) in [(-1e300, 0), (70, 39), (.infinity, .nan), (79.9, -5)] {
      let found = DetectedBox(
        box: Box(x0: x, y0: y, x1: x + 30, y1: y + 3), classIndex: 7, score: 1)
      let drawn = image.drawing([found], names: [])
      #expect(drawn.size == size && drawn.colorModel == .rgb && drawn.samples.depth == .uint8)
    }
  }
}

extension Image {
  /// Red, green and blue of a pixel of an image of 8 bits.
  fileprivate func pixel(_ x: Int, _ y: Int) -> [UInt8] {
    guard case .uint8(let values) = samples else { return [] }
    let start = 3 * (y * size.width + x)
    return Array(values[start..<start + 3])
  }
}
