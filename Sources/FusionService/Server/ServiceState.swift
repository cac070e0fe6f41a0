// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// All that requests share.
final class ServiceState: Sendable {
  /// What is served.
  let settings: ServiceSettings
  /// The memory of all requests.
  let memory: MemoryBudget
  /// Their jobs.
  let jobs: JobRunner
  /// What is counted.
  let metrics = ServiceMetrics()
  /// What live sources show, in their order.
  let feeds: [LiveFeed]
  /// The page and its parts.
  let page: PageFiles
  /// The pair to begin with.
  let sample = SamplePair()
  private let life = Mutex((isDraining: false, requests: 0))

  /// - Throws: ``ServiceError`` where the page's files are not beside the program.
  init(_ settings: ServiceSettings) throws(ServiceError) {
    self.settings = settings
    memory = MemoryBudget(settings.limits.memoryBytes)
    jobs = JobRunner(settings.limits) { [metrics] in metrics.count(queued: $0) }
    feeds = settings.live.map { LiveFeed($0.name) }
    page = try PageFiles()
  }

  /// Whether the service is about to end.
  var isDraining: Bool { life.withLock(\.isDraining) }

  /// How many requests are under way.
  var requestCount: Int { life.withLock(\.requests) }

  /// From now on there are no new jobs, and nobody looks at live sources.
  func drain() {
    life.withLock { $0.isDraining = true }
    for feed in feeds { feed.dismiss() }
  }

  /// Counts a request until what is returned goes.
  func requestUnderWay() -> RequestUnderWay {
    RequestUnderWay { [self] change in life.withLock { $0.requests += change } }
  }
}

/// A request that is counted until this goes.
final class RequestUnderWay: Sendable {
  private let count: @Sendable (Int) -> Void

  fileprivate init(_ count: @escaping @Sendable (Int) -> Void) {
    self.count = count
    count(1)
  }

  deinit { count(-1) }
}
