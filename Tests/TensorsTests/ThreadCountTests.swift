// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Tensors
import TestSupport
import Testing

/// The number of threads is the caller's: each has its own, at the same time as others.
@Suite("threads of operations", .singleThreaded, .tags(.unit))
struct ThreadCountTests {
  /// A product of matrices, an elementwise operation, and a kernel of our own, each with enough to
  /// do for several threads.
  private static func compute(_ operation: String) {
    switch operation {
    case "matmul": _ = Tensor.ones([512, 512]).matmul(.ones([512, 512]))
    case "elementwise": _ = Tensor.ones([1 << 20]).exp()
    default:
      let x = Tensor.ones([1, 32, 128, 128]).contiguous(.channelsLast)
      _ = withoutGradients { x.fusedConvolution(.ones([32, 32, 3, 3]), nil) }
    }
  }

  @Test(
    "callers on two threads have teams of the sizes that they asked for",
    arguments: ["matmul", "elementwise", "fused"])
  func teams(_ operation: String) {
    let counts = [1, 4]
    // The threads of a team have their caller's name, and live as long as it does.
    let names = counts.map { "\(operation.prefix(8))-\($0)" }
    let (begin, done, end) = (Barrier(3), Barrier(3), Barrier(3))
    for (name, count) in zip(names, counts) {
      Thread {
        begin.wait()
        Thread.current.name = name  // not before the thread's start has returned
        for _ in 0..<4 { Engine.withThreads(count) { Self.compute(operation) } }
        done.wait()
        end.wait()
      }.start()
    }
    begin.wait()
    done.wait()
    // Threads that a team has let go take a moment to end.
    for _ in 0..<500 where names.map(threadCount(named:)) != counts {
      Thread.sleep(forTimeInterval: 0.01)
    }
    #expect(names.map(threadCount(named:)) == counts)
    end.wait()
  }

  @Test("it holds within, is put back after, and the inner one goes first")
  func scopes() {
    #expect(Engine.threadCount == 1, "the suite's own")
    Engine.withThreads(3) {
      #expect(Engine.threadCount == 3)
      Engine.withThreads(2) { #expect(Engine.threadCount == 2) }
      Engine.withThreads(nil) { #expect(Engine.threadCount == 3) }
      #expect(Engine.threadCount == 3)
    }
    #expect(Engine.threadCount == 1)
  }

  @Test("it follows a task to other threads, and into an actor")
  func tasks() async {
    actor Counter { func count() -> Int { Engine.threadCount } }
    let counts = await Engine.withThreads(3) {
      await Task.yield()
      async let child = Engine.threadCount
      return [Engine.threadCount, await child, await Counter().count()]
    }
    #expect(counts == [3, 3, 3])
    let apart = await Task.detached { Engine.threadCount }.value
    #expect(apart == Thread.standardCount, "a task of its own has LibTorch's choice")
  }
}

extension Thread {
  /// What LibTorch chooses for a thread that nobody has set.
  fileprivate static var standardCount: Int {
    let count = Mutex(0)
    let isKnown = DispatchSemaphore(value: 0)
    Thread {
      count.withLock { $0 = Engine.threadCount }
      isKnown.signal()
    }.start()
    isKnown.wait()
    return count.withLock { $0 }
  }
}

/// Threads of this process that have that name.
private func threadCount(named name: String) -> Int {
  let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
  return tasks.count { task in
    let found = try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
    return found?.trimmingCharacters(in: .newlines) == name
  }
}

/// Lets as many threads on as have come.
private final class Barrier: Sendable {
  private let missing: Mutex<Int>
  private let gate = DispatchSemaphore(value: 0)
  private let count: Int

  init(_ count: Int) {
    self.count = count
    missing = Mutex(count)
  }

  func wait() {
    let isLast = missing.withLock { missing in
      missing -= 1
      return missing == 0
    }
    if isLast { for _ in 1..<count { gate.signal() } } else { gate.wait() }
  }
}
