// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What is counted of the service, for Prometheus.
final class ServiceMetrics: Sendable {
  private struct Answer: Hashable {
    let route: String
    let status: Int
  }

  private struct State {
    var answers: [Answer: Int] = [:]
    var refusals: [String: Int] = [:]
    var queueTimes = DurationHistogram()
    var fuseTimes = DurationHistogram()
    var requestTimes = DurationHistogram()
  }

  private let state = Mutex(State())

  /// A request was answered.
  func count(_ record: RequestRecord) {
    state.withLock { state in
      state.answers[Answer(route: record.route, status: record.status), default: 0] += 1
      state.requestTimes.add(.milliseconds(record.milliseconds))
      if let reason = record.reason { state.refusals[reason, default: 0] += 1 }
    }
  }

  /// A connection was dropped.
  func count(dropped reason: String) { state.withLock { $0.refusals[reason, default: 0] += 1 } }

  /// A job waited for its turn.
  func count(queued time: Duration) { state.withLock { $0.queueTimes.add(time) } }

  /// A pair was fused.
  func count(fused time: Duration) { state.withLock { $0.fuseTimes.add(time) } }

  /// The text format, version 0.0.4, with the present values of gauges.
  func text(_ gauges: [(name: String, value: Int)]) -> String {
    let state = state.withLock { $0 }
    let answers = state.answers.sorted {
      ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status)
    }
    .map {
      "daefuse_requests_total{route=\"\($0.key.route)\",status=\"\($0.key.status)\"} \($0.value)"
    }
    let refusals = state.refusals.sorted { $0.key < $1.key }
      .map { "daefuse_rejected_total{reason=\"\($0.key)\"} \($0.value)" }
    let lines =
      ["# TYPE daefuse_requests_total counter"] + answers
      + ["# TYPE daefuse_rejected_total counter"] + refusals
      + gauges.flatMap { ["# TYPE \($0.name) gauge", "\($0.name) \($0.value)"] }
      + state.queueTimes.lines("daefuse_queue_seconds")
      + state.fuseTimes.lines("daefuse_fuse_seconds")
      + state.requestTimes.lines("daefuse_request_seconds")
    return lines.joined(separator: "\n") + "\n"
  }
}
