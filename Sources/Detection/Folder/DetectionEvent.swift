// SPDX-License-Identifier: Apache-2.0

import CodedErrors

/// What became of a job.
public enum DetectionEvent: Sendable {
  /// The image was looked at, and the output written where one is wanted.
  case found(DetectionJob, DetectedImage)
  /// The output was there already.
  case skipped(DetectionJob)
  /// It could not be done.
  case failed(DetectionFailure)
}

/// Why a job could not be done.
public struct DetectionFailure: Error, CustomStringConvertible {
  /// The job.
  public let job: DetectionJob
  /// What was thrown.
  public let reason: any Error

  /// One line: the file concerned, then what was found and what was wanted.
  public var description: String {
    (reason as? any CodedError)?.subject == nil ? "\(job.image): \(reason)" : "\(reason)"
  }
}
