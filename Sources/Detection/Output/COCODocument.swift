// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging

/// What was found in images as one document in COCO's format: `images`, `annotations` with scores,
/// `categories`.
///
/// It can be read as a data set, and its annotations as results; boxes are left, top, width, height
/// in pixels. Classes of COCO have COCO's own numbers, others their number and one.
public struct COCODocument: Sendable {
  private struct Content: Encodable {
    let images: [Picture]
    let annotations: [Annotation]
    let categories: [Category]
  }

  private struct Picture: Encodable {
    let id: Int
    let file_name: String
    let width: Int
    let height: Int
  }

  private struct Annotation: Encodable {
    let id: Int
    let image_id: Int
    let category_id: Int
    let bbox: [Double]
    let area: Double
    let iscrowd: Int
    let score: Double
  }

  private struct Category: Encodable {
    let id: Int
    let name: String
  }

  private let content: Content

  /// Describes images whose boxes are of classes with these names. Images count from 1, and are
  /// called by their files' names without the folder.
  public init(_ images: [DetectedImage], classNames: [String]) {
    let numbers = Self.numbers(of: classNames)
    var annotations: [Annotation] = []
    for (index, image) in images.enumerated() {
      for found in image.boxes {
        annotations.append(
          Annotation(
            id: annotations.count + 1, image_id: index + 1,
            category_id: numbers[found.classIndex], bbox: found.box.cornerAndSize,
            area: rounded(found.box.area), iscrowd: 0, score: (found.score * 1e6).rounded() / 1e6))
      }
    }
    content = Content(
      images: images.enumerated().map { index, image in
        Picture(
          id: index + 1, file_name: (image.path as NSString).lastPathComponent,
          width: image.size.width, height: image.size.height)
      },
      annotations: annotations,
      categories: zip(numbers, classNames).map { Category(id: $0, name: $1) })
  }

  /// The document's text, keys sorted.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Finite numbers and texts are all there is, which JSON can hold.
    guard let data = try? encoder.encode(content) else { preconditionFailure("JSON") }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private static func numbers(of names: [String]) -> [Int] {
    names == COCOClasses.names ? COCOClasses.categories : names.indices.map { $0 + 1 }
  }
}

extension Box {
  /// Left, top, width, height.
  fileprivate var cornerAndSize: [Double] { [x0, y0, width, height].map(rounded) }
}

/// To a thousandth of a pixel.
private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
