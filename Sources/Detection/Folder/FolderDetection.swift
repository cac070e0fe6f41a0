// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Cameras
import Datasets
import Files
import Foundation
public import Fusion
public import Imaging

/// Looks at files: while one is read another is looked at and a third one written.
///
/// ```swift
/// let plan = try DetectionPlan(source: "fused", output: "marked")
/// for try await event in FolderDetection(plan.format).events(of: plan.jobs, by: detector) {
///   print(event)
/// }
/// ```
public struct FolderDetection: Sendable {
  /// What is written for a job with an output: a picture or labels.
  public let format: DetectionFormat
  /// What is reported.
  public var options = DetectionOptions()
  /// Whether label files have the score as a sixth column.
  public var writesScores = false
  /// What happens to an output that is there already.
  public var existingOutput = FolderFusion.ExistingOutput.refuse
  /// How much reading one image may cost.
  public var policy = ImageDecodingPolicy.standard
  /// Called with what writes a file, which it must call: lets a program end between files.
  public var whileWriting: @Sendable (_ write: () throws -> Void) throws -> Void = { try $0() }

  /// All settings at their defaults.
  public init(_ format: DetectionFormat) { self.format = format }

  /// Does all jobs; one that fails does not stop the others.
  ///
  /// - Parameters:
  ///   - jobs: The files.
  ///   - detector: Looks at the images, one at a time.
  /// - Returns: What became of each job, in the jobs' order. It throws nothing but
  ///   `CancellationError`.
  public func events(
    of jobs: [DetectionJob], by detector: Detector
  ) -> some AsyncSequence<DetectionEvent, any Error> & Sendable {
    jobs.inOrder(atOnce: 3) { job in try await event(of: job, by: detector) }
  }

  private func event(of job: DetectionJob, by detector: Detector) async throws -> DetectionEvent {
    do {
      guard let image = try await onBlockingThread({ try read(job) }) else { return .skipped(job) }
      let boxes = try await detector.detect(in: image, options: options)
      let found = DetectedImage(path: job.image, size: image.size, boxes: boxes)
      try await onBlockingThread { try write(found, image, job, names: detector.classNames) }
      return .found(job, found)
    } catch let error as CancellationError {
      throw error
    } catch {
      return .failed(DetectionFailure(job: job, reason: error))
    }
  }

  /// Nil for a job that is to be skipped.
  private func read(_ job: DetectionJob) throws -> Image? {
    // Found out before anything is computed.
    if let output = job.output, existingOutput != .replace,
      FileManager.default.fileExists(atPath: output)
    {
      if existingOutput == .skip, !isFolder(output) { return nil }
      throw DetectionError(.outputExists, path: output, "is there already")
    }
    // Of a radiometric file the photo, else the thermal image: the screen's has letters on it.
    return try readImage(.first, from: job.image, policy: policy)
  }

  private func write(
    _ found: DetectedImage, _ image: Image, _ job: DetectionJob, names: [String]
  ) throws {
    guard let output = job.output else { return }
    let replacing = existingOutput == .replace
    if format == .yolo {
      let labels = YOLOText(found.boxes, size: found.size, withScores: writesScores)
      try whileWriting { try writeFile(labels.text, to: output, replacing: replacing) }
    } else {
      let picture = image.drawing(found.boxes, names: names)
      try whileWriting { try picture.write(to: output, replacing: replacing) }
    }
  }
}
