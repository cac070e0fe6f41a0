// SPDX-License-Identifier: Apache-2.0

import CodedErrors
import Datasets

/// Why a job could not be done, and which files that is about.
public struct FusionFailure: Error, CustomStringConvertible {
  /// The job.
  public let job: FusionJob
  /// What was thrown.
  public let reason: any Error

  init(_ job: FusionJob, _ reason: any Error) { (self.job, self.reason) = (job, reason) }

  /// The files concerned: the one that the reason names, else both images.
  public var paths: [String] { named.map { [$0] } ?? job.pair.paths }

  /// One line: the files concerned, then what was found and what was wanted.
  public var description: String {
    named == nil ? "\(paths.joined(separator: ", ")): \(reason)" : "\(reason)"
  }

  private var named: String? {
    (reason as? any CodedError)?.subject
  }
}
