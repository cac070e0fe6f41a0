// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation

extension FolderFusion {
  /// What can be foreseen of a job before its images are read: that it will be left out, or that it
  /// will fail.
  ///
  /// Looked at are the names, whether the files are there, and of a radiometric file that is a pair
  /// by itself whether it has a photo.
  /// - Parameter job: A pair of files.
  /// - Returns: `skipped` or `failed`; nil where nothing is in the job's way.
  public func foreseen(_ job: FusionJob) -> FusionEvent? {
    do {
      if try isLeftOut(job) { return .skipped(job) }
      try job.pair.requireFiles()
      try job.pair.requireBothKinds(policy: policy)
      return nil
    } catch {
      return .failed(FusionFailure(job, error))
    }
  }

  /// Whether a job's output is there and stays.
  ///
  /// - Throws: ``FusionError`` with `unknownFormat`, and with `outputExists` where that is no
  ///   reason to leave the job out.
  func isLeftOut(_ job: FusionJob) throws -> Bool {
    try job.checkFormat()
    guard existingOutput != .replace, FileManager.default.fileExists(atPath: job.output) else {
      return false
    }
    if existingOutput == .skip, !isFolder(job.output) { return true }
    throw FusionError(.outputExists, path: job.output, "is there already")
  }
}
