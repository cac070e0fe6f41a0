// SPDX-License-Identifier: Apache-2.0

import Datasets
import Files
import Foundation
import Imaging

/// What `daefuse colorize` has to do for an image or a folder of images.
struct ColoringPlan {
  /// An image to read and a file to write.
  struct Job {
    let image: String
    let output: String

    /// Found out before anything is computed; writing looks again.
    ///
    /// - Throws: ``OutputError``.
    func check(replacing: Bool) throws {
      let pathExtension = (output as NSString).pathExtension
      guard ImageFormat(pathExtension: pathExtension) != nil else {
        throw OutputError(
          path: output, message: "extension \"\(pathExtension)\"; png, jpg, tif or webp is wanted")
      }
      if resolved(output) == resolved(image) {
        throw OutputError(path: output, message: "is the image itself; another output is wanted")
      }
      if !replacing, FileManager.default.fileExists(atPath: output) {
        throw OutputError(path: output, message: "is there already; --overwrite replaces it")
      }
    }
  }

  /// The images, in natural order of their names.
  let jobs: [Job]
  /// A line for files of the folder that are images of kinds that are not read.
  let warnings: [String]

  /// Lists the images, and makes the output folder where one is wanted and missing.
  ///
  /// - Throws: `DatasetError` where the folder holds no images; what making a folder throws.
  init(source: String, output: String, isRecursive: Bool) throws {
    guard isFolder(source) else {
      let wantsFolder = isFolder(output) || output.hasSuffix("/")
      if wantsFolder { try makeFolder(output) }
      let file = wantsFolder ? Self.file(in: output, stem(source)) : output
      (jobs, warnings) = ([Job(image: source, output: file)], [])
      return
    }
    if resolved(source) == resolved(output) {
      throw OutputError(
        path: output, message: "is the folder of the images; another output is wanted")
    }
    let folder = try ImageFolder(path: source, isRecursive: isRecursive, excluding: [output])
    let names = folder.pathsByStem.keys.sorted(by: precedesNaturally)
    jobs = names.map {
      Job(image: folder.pathsByStem[$0] ?? $0, output: Self.file(in: output, $0))
    }
    warnings = folder.leftOut
    let folders = Set(jobs.map { ($0.output as NSString).deletingLastPathComponent })
    for folder in folders.sorted() { try makeFolder(folder) }
  }

  /// Whether a job's file is there already.
  func isDone(_ job: Job) -> Bool {
    FileManager.default.fileExists(atPath: job.output) && !isFolder(job.output)
  }

  /// One line on what went wrong, with the option that helps where there is one.
  static func failure(_ error: any Error, of job: Job) -> String {
    let text = "\(error)"
    let named = text.hasPrefix(job.image) || text.hasPrefix(job.output)
    let advice = ReadingOptions.advice(on: error).map { "; \($0)" } ?? ""
    return (named ? text : "\(job.image): \(text)") + advice
  }

  private static func file(in folder: String, _ stem: String) -> String {
    (folder as NSString).appendingPathComponent(stem + ".png")
  }
}
