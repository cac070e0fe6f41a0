// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionModel
import Imaging
import Scenes
import TestSupport
import Testing

/// How many CPU threads a fuser uses is its own matter.
@Suite("threads of fusers", .tags(.unit))
struct FuserThreadsTests {
  @Test("two fusers at the same time have the threads that each was given")
  func sideBySide() async {
    // A process of its own, whose threads nobody else starts.
    await #expect(processExitsWith: .success) {
      let fusers = try [1, 4].map {
        try Fuser(.preset("fast"), device: .cpu, precision: .float32, threads: $0)
      }
      let size = ImageSize(width: 320, height: 256)
      let most = try await mostThreads(named: ["fuser-1", "fuser-4"]) {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for fuser in fusers {
            group.addTask {
              let scene = RenderedScene(seed: 1, size: size, condition: .day)
              for _ in 0..<4 { _ = try await fuser.fuse(scene.visible, scene.infrared) }
            }
          }
          try await group.waitForAll()
        }
      }
      // A team's threads come and go: one that was let go may still be there when the next comes.
      #expect(most[0] == 1)
      #expect((4...7).contains(most[1]))
    }
  }

  @Test("a number that cannot be used is an error", arguments: [0, -1, 1025, Int.max])
  func outOfRange(_ count: Int) throws {
    for make in [
      { _ = try Fuser(.preset("fast"), device: .cpu, threads: count) },
      { _ = try FuserPool(2, .preset("fast"), device: .cpu, threads: count) },
    ] {
      let error = try #require(throws: FusionModelError.self) { try make() }
      #expect(error.code == .threads)
      #expect(error.description == "\(count) threads; 1 to 1024 are wanted")
    }
  }
}

/// The most threads of each name that this process has while `body` runs.
private func mostThreads(
  named names: [String], during body: () async throws -> Void
) async rethrows -> [Int] {
  let sampling = Task.detached {
    var most = names.map { _ in 0 }
    while !Task.isCancelled {
      let found = threadNames()
      for (index, name) in names.enumerated() {
        most[index] = max(most[index], found.count { $0 == name })
      }
      await Task.yield()
    }
    return most
  }
  defer { sampling.cancel() }
  try await body()
  sampling.cancel()
  return await sampling.value
}

/// The names of this process' threads; those of a team have that of the thread that they work for.
private func threadNames() -> [String] {
  let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
  return tasks.compactMap { task in
    try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
      .trimmingCharacters(in: .newlines)
  }
}
