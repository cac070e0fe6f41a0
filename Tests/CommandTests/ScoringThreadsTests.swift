// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Fusion
import Imaging
import Scenes
import TestSupport
import Testing

@testable import FusionCommand

/// `--threads` of `evaluate` and `benchmark` is what is busy in all.
@Suite("threads of networks that are scored", .tags(.unit))
struct ScoringThreadsTests {
  @Test("as many networks of one thread as there are threads, so that none is busy beyond them")
  func manyPairs() async {
    // A process of its own, whose threads nobody else starts.
    await #expect(processExitsWith: .success) {
      let names = try await fuserThreads(threads: 3, pairs: 5)
      #expect(names == ["fuser-1", "fuser-1", "fuser-1"])
    }
  }

  @Test("where there are fewer pairs, each has its share of the threads")
  func fewPairs() async {
    await #expect(processExitsWith: .success) {
      let names = try await fuserThreads(threads: 5, pairs: 2)
      // The two fusers, and the helpers of those that have started by now.
      #expect(Set(names) == ["fuser-2"] && (2...4).contains(names.count), "\(names)")
    }
  }
}

/// The names of the threads that networks have after they have fused as many pairs as there are.
private func fuserThreads(threads: Int, pairs: Int) async throws -> [String] {
  let options = try CandidateOptions.parse([])
  let methods = try options.makeMethods(
    models: ["fast"], methods: [], threads: threads, pairs: pairs)
  let scene = RenderedScene(seed: 1, size: ImageSize(width: 320, height: 256), condition: .day)
  try await withThrowingTaskGroup(of: Void.self) { group in
    for _ in 0..<pairs {
      group.addTask {
        _ = try await PairFusion()(scene.visible, scene.infrared, by: methods[0])
      }
    }
    try await group.waitForAll()
  }
  return withExtendedLifetime(methods) {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    return tasks.compactMap { task in
      try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
        .trimmingCharacters(in: .newlines)
    }.filter { $0.hasPrefix("fuser") }
  }
}
