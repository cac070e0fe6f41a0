// SPDX-License-Identifier: Apache-2.0

/// Applies `body` to all elements, `threads` of them at a time, and hands the values over in the
/// elements' order.
///
/// While one takes long, the others are at most `2 threads` ahead of it: what waits to be handed over
/// is bounded.
/// - Parameters:
///   - elements: What to work on.
///   - threads: How many at a time; at least 1 is taken.
///   - progress: Told how many are done.
///   - body: The work.
///   - take: Gets each value.
/// - Throws: What `body` and `take` throw first; the others are cancelled.
func inOrder<Element: Sendable, Value: Sendable>(
  _ elements: [Element], threads: Int, progress: (Int) -> Void = { _ in },
  body: @escaping @Sendable (Element) async throws -> Value, take: (Value) throws -> Void
) async throws {
  let threads = max(threads, 1)
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    var waiting: [Int: Value] = [:]
    var (started, taken) = (0, 0)
    while taken < elements.count {
      let ahead = started - taken
      if started < elements.count, ahead - waiting.count < threads, ahead < 2 * threads {
        let (index, element) = (started, elements[started])
        group.addTask { (index, try await body(element)) }
        started += 1
      } else if let (index, value) = try await group.next() {
        waiting[index] = value
        progress(taken + waiting.count)
        while let value = waiting.removeValue(forKey: taken) {
          try take(value)
          taken += 1
        }
      }
    }
  }
}
