// SPDX-License-Identifier: Apache-2.0

import Datasets
import Fusion

/// Tells what a run would do, and does nothing.
struct DryRun {
  /// What of the run decides on that: files that are there already, and limits of reading.
  let fusion: FolderFusion
  /// Whether objects are printed instead of lines.
  let isJSON: Bool

  /// Tells of all jobs.
  ///
  /// - Throws: The exit code of a failure where one would fail.
  func tell(of jobs: [FusionJob]) throws {
    var failures: [String] = []
    for job in jobs {
      let event = fusion.foreseen(job)
      if case .failed(let failure)? = event { failures.append(failure.advice) }
      try tell(job, event)
    }
    for failure in failures { StandardError.print("Error: \(failure)") }
    if !failures.isEmpty { throw ExitStatus.failed.code }
  }

  private func tell(_ job: FusionJob, _ event: FusionEvent?) throws {
    if isJSON {
      let record = event.map { EventRecord($0) } ?? EventRecord(planned: job)
      return try StandardOutput.write(json: record.json + "\n")
    }
    switch event {
    case nil:
      try StandardOutput.print("\(job.pair.paths.joined(separator: " + ")) -> \(job.output)")
    case .skipped?: try StandardOutput.print(job.leftOut)
    default: break
    }
  }
}

extension FusionJob {
  /// One line on a job whose output stays.
  var leftOut: String { "\(output)  left out: is there already" }
}
