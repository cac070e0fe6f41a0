// SPDX-License-Identifier: Apache-2.0

/// The values that a transform makes of a sequence's elements: several are made at a time, and they
/// come in the elements' order.
///
/// While one takes long, others are made ahead of it, so that at most `2 atOnce` elements and
/// values are in memory. The work ends with the iterator: when the loop over it is left, what is
/// under way is cancelled.
package struct OrderedMap<Base: AsyncSequence & Sendable, Value: Sendable>: AsyncSequence, Sendable
where Base.Element: Sendable {
  package typealias Element = Value
  package typealias Failure = any Error

  let base: Base
  let atOnce: Int
  let transform: @Sendable (Base.Element) async throws -> Value

  /// Starts the work.
  package func makeAsyncIterator() -> Iterator { Iterator(self) }

  /// Hands the values out.
  package final class Iterator: AsyncIteratorProtocol {
    private typealias Work = Task<Value, any Error>

    private var works: AsyncStream<Work>.Iterator
    private let room: Pool<Void>
    private let producer: Task<Void, Never>
    private var hasFailed = false

    fileprivate init(_ map: OrderedMap) {
      let (stream, continuation) = AsyncStream.makeStream(of: Work.self)
      let room = Pool([Void](repeating: (), count: 2 * map.atOnce))
      (works, self.room) = (stream.makeAsyncIterator(), room)
      producer = Task {
        await map.start(in: room) { continuation.yield($0) }
        continuation.finish()
      }
    }

    deinit { end() }

    /// The next value.
    ///
    /// - Throws: What the base or the transform threw; nothing comes after that.
    package func next() async throws -> Value? {
      try await next(isolation: nil)
    }

    /// The next value, waited for on an actor.
    package func next(isolation actor: isolated (any Actor)?) async throws -> Value? {
      if hasFailed { return nil }
      return try await withTaskCancellationHandler {
        guard let work = await works.next(isolation: actor) else {
          try Task.checkCancellation()
          return nil
        }
        defer { room.give(()) }
        do {
          return try await work.value
        } catch {
          hasFailed = true
          end()
          throw error
        }
      } onCancel: {
        [producer, room] in
        producer.cancel()
        room.give(())
      }
    }

    private func end() {
      producer.cancel()
      room.give(())  // where it waits for room, so that it sees its end
    }
  }

  /// Starts a task for each element in its turn; cancelled, it cancels them.
  private func start(
    in room: Pool<Void>, _ yield: @Sendable (Task<Value, any Error>) -> Void
  ) async {
    let turns = Pool([Void](repeating: (), count: atOnce))
    await withDiscardingTaskGroup { group in
      func follow(_ work: Task<Value, any Error>) {
        group.addTask {
          await withTaskCancellationHandler {
            _ = await work.result
          } onCancel: {
            work.cancel()
          }
        }
        yield(work)
      }
      do {
        var elements = base.makeAsyncIterator()
        while true {
          await room.take()  // first: an element that waits for room is in memory, too
          if Task.isCancelled { break }
          guard let element = try await elements.next() else { break }
          follow(
            Task {
              try await turns.withItem {
                try Task.checkCancellation()
                return try await transform(element)
              }
            })
        }
      } catch {
        follow(Task { throw error })
      }
    }
  }
}

extension AsyncSequence where Self: Sendable, Element: Sendable {
  /// What `transform` makes of the elements, in their order, `atOnce` of them at a time.
  /// - Precondition: `atOnce` is 1 or more.
  package func inOrder<Value: Sendable>(
    atOnce: Int, _ transform: @escaping @Sendable (Element) async throws -> Value
  ) -> OrderedMap<Self, Value> {
    precondition(atOnce > 0, "inOrder: \(atOnce) at once, at least 1 wanted")
    return OrderedMap(base: self, atOnce: atOnce, transform: transform)
  }
}

extension Sequence where Self: Sendable, Element: Sendable {
  /// What `transform` makes of the elements, in their order, `atOnce` of them at a time.
  /// - Precondition: `atOnce` is 1 or more.
  package func inOrder<Value: Sendable>(
    atOnce: Int, _ transform: @escaping @Sendable (Element) async throws -> Value
  ) -> OrderedMap<Elements<Self>, Value> {
    Elements(base: self).inOrder(atOnce: atOnce, transform)
  }
}

/// A sequence that is there already, as one that is waited for.
package struct Elements<Base: Sequence & Sendable>: AsyncSequence, Sendable
where Base.Element: Sendable {
  package typealias Element = Base.Element
  package typealias Failure = Never

  let base: Base

  /// Goes through it from its beginning.
  package func makeAsyncIterator() -> Iterator { Iterator(base: base.makeIterator()) }

  /// Hands the elements out.
  package struct Iterator: AsyncIteratorProtocol {
    var base: Base.Iterator

    /// The next element.
    package mutating func next() async -> Base.Element? { base.next() }
  }
}
