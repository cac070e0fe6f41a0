// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Fusion
import Imaging

/// What `--json` prints of a pair.
struct EventRecord: Encodable {
  /// Time of each stage.
  struct Milliseconds: Encodable {
    let read: Double
    let fuse: Double
    let write: Double
  }

  /// A range that was found, in the image's own units.
  struct Range: Encodable {
    let path: String
    let low: Float
    let high: Float
  }

  /// What was taken of a file that holds more than one picture.
  struct Remark: Encodable {
    let path: String
    let text: String
  }

  /// What became of the second image's refinement, in pixels and as correlations.
  struct Refined: Encodable {
    let isApplied: Bool
    let median: Double
    let largest: Double
    let agreementBefore: Double
    let agreementAfter: Double
  }

  /// What became of a job, in a word.
  enum Status: String, Encodable {
    case planned, fused, skipped, failed
  }

  let status: Status
  let first: String
  let second: String
  private(set) var output: String?
  private(set) var width: Int?
  private(set) var height: Int?
  private(set) var milliseconds: Milliseconds?
  private(set) var ranges: [Range]?
  private(set) var remarks: [Remark]?
  private(set) var refinement: Refined?
  private(set) var error: String?

  /// Describes a job that is not done, but would be.
  init(planned job: FusionJob) {
    (status, first, second, output) = (.planned, job.first, job.second, job.output)
  }

  /// Describes what became of a job.
  init(_ event: FusionEvent) {
    (first, second) = (event.job.first, event.job.second)
    switch event {
    case .fused(let job, let size, let times, let remarks):
      status = .fused
      ranges = remarks.ranges.map {
        Range(path: $0.path, low: $0.range.low, high: $0.range.high)
      }
      let taken = remarks.remarks.map { Remark(path: $0.path, text: $0.text) }
      self.remarks = taken.isEmpty ? nil : taken
      refinement = remarks.refinement.map { Refined($0.refinement) }
      (output, width, height) = (job.output, size.width, size.height)
      milliseconds = Milliseconds(
        read: times.read.milliseconds, fuse: times.fuse.milliseconds,
        write: times.write.milliseconds)
    case .skipped(let job): (status, output) = (.skipped, job.output)
    case .failed(let failure): (status, error) = (.failed, failure.advice)
    }
  }

  /// One line.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}

extension EventRecord.Refined {
  fileprivate init(_ refinement: Refinement) {
    (isApplied, median, largest) = (refinement.isApplied, refinement.median, refinement.largest)
    agreementBefore = refinement.agreementBefore
    agreementAfter = refinement.agreementAfter
  }
}
