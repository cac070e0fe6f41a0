// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Files
import Foundation
import Fusion
import Imaging

/// A labeled set as one method fused it, in the files that programs of the YOLO family train on:
///
///     data.yaml                              where all is, and the names of the classes
///     images/train/STEM.png   labels/train/STEM.txt
///     images/test/STEM.png    labels/test/STEM.txt
///
/// Names of images in folders inside folders have %2F for the slash.
public struct YOLODataSet: Sendable, Equatable {
  /// What a detector learns by, or what it is scored on.
  public enum Part: String, Sendable, CaseIterable {
    /// What it learns by.
    case train
    /// What it is scored on, and never sees before.
    case test
  }

  /// The folder.
  public let path: String
  /// The names of the classes, in the order of their numbers.
  public let classNames: [String]
  /// The images of each part by their names without extension, in order.
  public let stems: [Part: [String]]

  /// The file that says where all is.
  public var description: String { "\(path)/data.yaml" }

  /// The file of an image.
  public func image(_ stem: String, of part: Part) -> String {
    "\(path)/images/\(part.rawValue)/\(Self.fileName(stem)).png"
  }

  /// The file of what is in an image.
  public func labels(_ stem: String, of part: Part) -> String {
    "\(path)/labels/\(part.rawValue)/\(Self.fileName(stem)).txt"
  }

  /// The file of what a detector found in an image, in the folder of its training.
  static func found(_ stem: String, in folder: String) -> String {
    "\(folder)/found/\(fileName(stem)).txt"
  }

  /// A name without folders, that no other image has.
  private static func fileName(_ stem: String) -> String {
    stem.contains("/") ? stem.replacing("%", with: "%25").replacing("/", with: "%2F") : stem
  }

  /// What is in an image of that size.
  func boxes(_ stem: String, of part: Part, in size: ImageSize) throws -> [LabeledBox] {
    try LabelFile(path: labels(stem, of: part), classCount: classNames.count).boxes(in: size)
  }
}

extension YOLODataSet {
  /// The text of ``description``. `val` is the test part: programs want one, and nothing is chosen
  /// by it.
  var descriptionText: String {
    let root = URL(filePath: path).standardizedFileURL.path
    let names = classNames.enumerated().map { "  \($0): \(quoted($1))\n" }.joined()
    return "path: \(quoted(root))\ntrain: images/train\nval: images/test\ntest: images/test\n"
      + "names:\n\(names)"
  }

  /// A text of YAML in double quotes.
  private func quoted(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}
