// SPDX-License-Identifier: Apache-2.0

import Files

/// A label file of PASCAL VOC, as M3FD comes with: XML with the image's size, and for each object
/// its name and its box.
///
/// The numbers of a box are taken for its edges, 0...width and 0...height, as M3FD has them and as
/// the programs write them by which most such files are made today. PASCAL VOC itself numbers
/// pixels from 1 and names the first and the last one that belong to the object: by that a box
/// would begin a pixel further left and up. A file does not say which is meant, and one pixel
/// decides little: files of VOC itself are taken alike.
struct AnnotationFile {
  /// The file of an image with hundreds of objects has less.
  private static let mostBytes = 1 << 20

  /// The boxes, over the image's sides.
  let shares: [LabeledBox]
  /// A line for each object that is left out, as nothing of it is in the image.
  let warnings: [String]

  /// Reads a file whose objects have names among `classNames`.
  ///
  /// - Throws: ``DetectionError`` that names the file.
  init(path: String, classNames: [String]) throws(DetectionError) {
    let bytes: [UInt8]
    do { bytes = try readFile(path, atMost: Self.mostBytes) } catch {
      throw DetectionError(.labels, "\(error)")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    func flaw(_ message: String) -> DetectionError {
      DetectionError(.labels, path: path, message)
    }
    guard let size = text.elements("size").first,
      let width = size.number("width"), let height = size.number("height"), width > 0, height > 0
    else { throw flaw("has no size; width and height are wanted") }
    var (shares, warnings): ([LabeledBox], [String]) = ([], [])
    for (index, object) in text.elements("object").enumerated() {
      let name = object.elements("name").first ?? ""
      guard let classIndex = classNames.firstIndex(of: name) else {
        throw flaw("object \(index + 1): \"\(name)\"; of \(classNames) is wanted")
      }
      let sides = ["xmin", "ymin", "xmax", "ymax"].compactMap { object.number($0) }
      guard sides.count == 4, sides[0] < sides[2], sides[1] < sides[3] else {
        throw flaw("object \(index + 1): has no box; xmin below xmax, ymin below ymax are wanted")
      }
      let box = Box(
        x0: sides[0] / width, y0: sides[1] / height, x1: sides[2] / width, y1: sides[3] / height
      ).intersection(Box(x0: 0, y0: 0, x1: 1, y1: 1))
      guard box.area > 0 else {
        warnings.append("\(path): object \(index + 1), \(name), lies beside the image; left out")
        continue
      }
      shares.append(LabeledBox(box: box, classIndex: classIndex))
    }
    (self.shares, self.warnings) = (shares, warnings)
  }
}

extension String {
  /// What stands between the tags of each element of that name, in order.
  fileprivate func elements(_ name: String) -> [String] {
    split(separator: "<\(name)>", omittingEmptySubsequences: false).dropFirst().compactMap {
      let parts = $0.split(separator: "</\(name)>", omittingEmptySubsequences: false)
      return parts.count > 1 ? String(parts[0]) : nil
    }
  }

  /// The number of the first element of that name.
  fileprivate func number(_ name: String) -> Double? {
    elements(name).first.flatMap { text in
      Double(text.filter { !$0.isWhitespace }).flatMap { $0.isFinite ? $0 : nil }
    }
  }
}
