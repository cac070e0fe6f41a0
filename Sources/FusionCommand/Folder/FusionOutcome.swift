// SPDX-License-Identifier: Apache-2.0

import Imaging

/// What became of a job; its JSON is what `--json` prints.
struct FusionOutcome: Encodable, Sendable {
  /// Time of each stage.
  struct Milliseconds: Encodable, Sendable {
    let read: Double
    let fuse: Double
    let write: Double
  }

  let first: String
  let second: String
  let output: String?
  let width: Int?
  let height: Int?
  let milliseconds: Milliseconds?
  let error: String?

  /// A job that was done.
  init(job: FusionJob, size: ImageSize, milliseconds: Milliseconds) {
    (first, second, output) = (job.first, job.second, job.output)
    (width, height, self.milliseconds) = (size.width, size.height, milliseconds)
    error = nil
  }

  /// A job that failed; `failure` says which file and why.
  init(job: FusionJob, failure: String) {
    (first, second, output) = (job.first, job.second, nil)
    (width, height, milliseconds) = (nil, nil, nil)
    error =
      failure.contains(job.first) || failure.contains(job.second)
        || failure.contains(job.output) ? failure : "\(job.first), \(job.second): \(failure)"
  }
}
