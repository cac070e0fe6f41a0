// SPDX-License-Identifier: Apache-2.0

public import Datasets
import Files
import Foundation
public import Imaging

/// Registered pairs with a label file each: what is in the scene, whichever camera sees it.
///
/// A folder has the two folders of a data set (`DataFolder`), a folder of label files called as
/// the images are, and `classes.txt`, which has the name of a class in each line. M3FD is read as
/// it comes, too: `Vis`, `Ir`, and `Annotation` with the XML files of PASCAL VOC.
public struct LabeledSet: Sendable {
  /// The pairs, in natural order of their names.
  public let pairs: [ImagePair]
  /// What the labels call their classes, in the order of their numbers.
  public let classNames: [String]
  /// A line for each thing that is left out.
  public let warnings: [String]
  private let labels: [LabelFile]

  /// Lists the pairs and reads all labels.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - folder: The name of the folder of label files in it.
  ///   - pairing: How the images find their partners; in a tree the label files lie in one, too.
  /// - Throws: `DatasetError` where the folder holds no pairs; ``DetectionError`` where a label
  ///   file is missing or has a line that is none, naming both, or no file has any box.
  public init(
    path: String, labels folder: String = "labels", pairing: FolderPairing = FolderPairing()
  ) throws {
    let list = try DataFolder.list(at: path, pairing)
    let isAnnotated = !isFolder("\(path)/\(folder)") && isFolder("\(path)/Annotation")
    let names =
      isAnnotated ? M3FD.classNames : try Self.classNames(path: "\(path)/classes.txt")
    labels = try list.pairs.map { pair in
      isAnnotated
        ? LabelFile(
          try AnnotationFile(path: "\(path)/Annotation/\(pair.stem).xml", classNames: names))
        : try LabelFile(path: "\(path)/\(folder)/\(pair.stem).txt", classCount: names.count)
    }
    (pairs, classNames) = (list.pairs, names)
    warnings = [list.note].compactMap(\.self) + list.warnings + labels.flatMap(\.warnings)
    guard labels.contains(where: { !$0.shares.isEmpty }) else {
      throw DetectionError(
        .labels, path: "\(path)/\(folder)",
        "the files of \(pairs.count) images have no box; at least one is wanted")
    }
  }

  /// What is in a pair, by its place among the pairs, in pixels of an image of that size.
  public func boxes(of index: Int, in size: ImageSize) -> [LabeledBox] {
    labels[index].boxes(in: size)
  }

  /// All labels and the names of the classes in one text, which is another where any of them is.
  var labelText: String {
    let lines = labels.map { file in
      file.shares.map { label in
        let box = label.box
        return "\(label.classIndex) \(box.x0) \(box.y0) \(box.x1) \(box.y1)"
      }.joined(separator: ";")
    }
    return (classNames + lines).joined(separator: "\n")
  }

  /// Some of the pairs, by their places, with their labels.
  func part(_ indices: [Int]) -> LabeledSet { LabeledSet(self, indices) }

  private init(_ whole: LabeledSet, _ indices: [Int]) {
    (pairs, labels) = (indices.map { whole.pairs[$0] }, indices.map { whole.labels[$0] })
    (classNames, warnings) = (whole.classNames, whole.warnings)
  }

  private static func classNames(path: String) throws(DetectionError) -> [String] {
    let bytes: [UInt8]
    do { bytes = try readFile(path, atMost: 1 << 16) } catch {
      throw DetectionError(.labels, "\(error)")
    }
    let names = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    guard !names.isEmpty else {
      throw DetectionError(
        .labels, path: path, "is empty; a name of a class in each line is wanted")
    }
    return names
  }
}
