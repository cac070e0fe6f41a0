// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Detection
import Foundation

/// Which weights a command's detector has.
enum DetectorChoice {
  /// The detector of a file; without one, of the weights that are published, which are fetched
  /// where they are not on this machine.
  static func detector(_ file: String?, side: Int, threads: Int?) throws -> Detector {
    try Detector(path: try path(file), side: side, threads: threads)
  }

  /// The same detector several times, for up to `count` images at once.
  static func pool(_ count: Int, _ file: String?, side: Int, threads: Int) throws -> DetectorPool {
    try DetectorPool(count, path: try path(file), side: side, threads: threads)
  }

  /// The file of weights: that named, else the one that is published.
  static func path(_ file: String?) throws -> String { try file ?? published() }

  /// Refuses a `--side` that no square may have.
  static func check(side: Int) throws {
    guard Detector.takes(side: side) else {
      throw ValidationError(
        "--side is \(side); a multiple of 32 up to \(Detector.maximumSide) is wanted")
    }
  }

  private static func published() throws -> String {
    let data = ProcessInfo.processInfo.environment["DAEFUSE_DATA"]
    do {
      return try PublishedWeights.yoloxNano.path(
        in: data.map { ["\($0)/detector"] } ?? [],
        willFetch: { StandardError.print("Fetching the detector's weights (3.7 MB, once): \($0)") })
    } catch let error as DetectionError {
      throw AdvisedError(reason: error, advice: "--detector names a file")
    }
  }

  /// The numbers of classes that are named with commas between them; nil stands for all.
  static func classes(_ text: String?, of detector: Detector) throws -> Set<Int>? {
    guard let text else { return nil }
    let names = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    return Set(
      try names.map { name in
        guard let number = detector.classNames.firstIndex(of: name) else {
          throw UsageError(
            description: "--classes has \"\(name)\", which the detector does not know; wanted of: "
              + detector.classNames.joined(separator: ", "))
        }
        return number
      })
  }
}

extension ArgumentHelp {
  /// Of `--detector`.
  static let detector = ArgumentHelp(
    "Other weights of YOLOX-Nano: an ONNX file as YOLOX exports it, or its convolutions as "
      + "safetensors.", valueName: "file")

  /// Of `--side`.
  static let detectorSide = ArgumentHelp(
    "Pixels of the square that an image is scaled to, a multiple of 32. A larger one shows "
      + "smaller objects and takes longer.", valueName: "pixels")
}
