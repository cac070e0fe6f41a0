// SPDX-License-Identifier: Apache-2.0

import Datasets
import Files
import Foundation
import Imaging

/// What there is to do for an image, or for a folder of images.
public struct DetectionPlan: Sendable, Equatable {
  /// The images in natural order of their names, with a file each where the format has one.
  public let jobs: [DetectionJob]
  /// What is made of the boxes.
  public let format: DetectionFormat
  /// The file or folder to write, as it was named.
  public let output: String?
  /// A line for files of the folder that are images of kinds that are not read.
  public let warnings: [String]

  /// Lists the images, and makes the output folder where one is wanted and missing.
  ///
  /// - Parameters:
  ///   - source: An image, or a folder of images.
  ///   - output: The file to write; for a folder of images the folder that gets pictures or label
  ///     files, or the file of the format `coco`; nil where nothing is written.
  ///   - format: What is made of the boxes; nil for what the output's extension says: `txt` is
  ///     `yolo`, `json` is `coco`, all else `picture`; `text` where there is no output.
  /// - Throws: ``DetectionError`` where the format needs an output, or has none, or the output is
  ///   of no known kind or one of the images; `DatasetError` where the folder holds no images.
  public init(source: String, output: String?, format: DetectionFormat? = nil) throws {
    let format = format ?? Self.format(of: output)
    try Self.check(format, output)
    let folder = isFolder(source) ? try ImageFolder(path: source) : nil
    let images = folder?.paths(without: []) ?? [source]
    (self.format, self.output) = (format, output)
    warnings = folder?.leftOut ?? []
    jobs = images.map { image in
      DetectionJob(
        image: image,
        output: Self.output(of: image, in: output, format, isOneOfMany: folder != nil))
    }
    try checkOutputs()
    if let output, jobs.contains(where: { $0.output != nil && $0.output != output }) {
      try makeOutput(output)
    }
  }

  private static func format(of output: String?) -> DetectionFormat {
    guard let output else { return .text }
    return switch (output as NSString).pathExtension.lowercased() {
    case "txt": .yolo
    case "json": .coco
    default: .picture
    }
  }

  private static func check(_ format: DetectionFormat, _ output: String?) throws(DetectionError) {
    switch format {
    case .text where output != nil:
      throw DetectionError(
        .output, path: output,
        "the format text is printed, not written; picture, yolo or coco is"
          + " wanted")
    case .picture where output == nil, .yolo where output == nil:
      throw DetectionError(.output, "the format \(format.rawValue) is written; an output is wanted")
    default: break
    }
  }

  /// The file of an image.
  private static func output(
    of image: String, in output: String?, _ format: DetectionFormat, isOneOfMany: Bool
  ) -> String? {
    guard let output, format != .coco else { return nil }
    guard isOneOfMany || isFolder(output) || output.hasSuffix("/") else { return output }
    let name = "\(stem(image)).\(format == .yolo ? "txt" : "png")"
    return (output as NSString).appendingPathComponent(name)
  }

  private func checkOutputs() throws(DetectionError) {
    let images = Set(jobs.map { resolved($0.image) })
    let document = format == .coco ? [output].compactMap(\.self) : []
    for path in jobs.compactMap(\.output) + document {
      guard !images.contains(resolved(path)) else {
        throw DetectionError(
          .output, path: path, "is one of the images to look at; another output is wanted")
      }
      let pathExtension = (path as NSString).pathExtension
      guard format != .picture || ImageFormat(pathExtension: pathExtension) != nil else {
        throw DetectionError(
          .output, path: path,
          "extension \"\(pathExtension)\"; png, jpg, tif or webp is wanted for a picture")
      }
    }
  }
}

private func makeOutput(_ folder: String) throws(DetectionError) {
  do { try makeFolder(folder) } catch {
    throw DetectionError(.outputFolder, path: folder, error.message)
  }
}
