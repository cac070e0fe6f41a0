// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird

/// All that the service answers.
func allRoutes(_ state: ServiceState) -> [Route] {
  pageRoutes(state) + stateRoutes(state) + liveRoutes(state)
    + [
      Route(method: .get, path: "/v1/models") { _ in Response(json: ModelList(state)) },
      Route(method: .get, path: "/v1/sample/first.png") { _ in
        Response(bytes: try state.sample.pngs().first, type: "image/png")
      },
      Route(method: .get, path: "/v1/sample/second.png") { _ in
        Response(bytes: try state.sample.pngs().second, type: "image/png")
      },
      Route(method: .post, path: "/v1/fuse") { try await fuse($0, state) },
      Route(method: .post, path: "/v1/align") { try await align($0, state) },
      Route(method: .post, path: "/v1/evaluate") { try await evaluate($0, state) },
      Route(method: .post, path: "/v1/inspect") { try await inspect($0, state) },
    ]
}

private func pageRoutes(_ state: ServiceState) -> [Route] {
  [
    Route(method: .get, path: "/", isOpen: true) { call in
      try state.page.response("index.html", to: call.request.head)
    },
    Route(method: .get, path: "/page/*", isOpen: true) { call in
      try state.page.response(call.name, to: call.request.head)
    },
  ]
}

private func stateRoutes(_ state: ServiceState) -> [Route] {
  [
    Route(method: .get, path: "/openapi.json", isOpen: true) { _ in
      Response(bytes: state.page.description, type: "application/json")
    },
    Route(method: .get, path: "/health/live", isOpen: true, isAnsweredLast: true) { _ in
      Response(json: ["state": "live"])
    },
    Route(method: .get, path: "/health/ready", isOpen: true) { _ in
      guard !state.jobs.queue.isFull else { throw Problem.notReady }
      return Response(json: ["state": "ready"])
    },
    Route(method: .get, path: "/metrics", isAnsweredLast: true) { _ in
      let jobs = state.jobs.queue.counts
      let text = state.metrics.text([
        ("daefuse_jobs_in_flight", jobs.running), ("daefuse_queue_length", jobs.waiting),
        ("daefuse_memory_reserved_bytes", state.memory.usedBytes),
        ("daefuse_resident_bytes", residentBytes()),
      ])
      return Response(bytes: Array(text.utf8), type: "text/plain; version=0.0.4; charset=utf-8")
    },
  ]
}

extension Problem {
  fileprivate static let notReady = Problem(
    .serviceUnavailable, "not-ready", "all places in the queue are taken", retryAfter: 1)
}
