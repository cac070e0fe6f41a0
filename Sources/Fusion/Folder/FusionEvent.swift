// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// What became of a job.
public enum FusionEvent: Sendable {
  /// The fused image is written, of that size.
  case fused(FusionJob, ImageSize, Times, FusionRemarks)
  /// Its output was there already.
  case skipped(FusionJob)
  /// It could not be done.
  case failed(FusionFailure)

  /// How long each stage took.
  public struct Times: Sendable, Equatable {
    /// Both images, from files to memory.
    public let read: Duration
    /// From two images to one; waiting for the method's turn counts.
    public let fuse: Duration
    /// The image, from memory to its file.
    public let write: Duration
  }

  /// The job.
  public var job: FusionJob {
    switch self {
    case .fused(let job, _, _, _), .skipped(let job): job
    case .failed(let failure): failure.job
    }
  }
}
