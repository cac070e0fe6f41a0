// SPDX-License-Identifier: Apache-2.0

/// Runs `body` up to `count` times or for `seconds` by `clock`, at least once.
///
/// - Returns: What each run gave.
package func repeated<Result>(
  upTo count: Int, for seconds: Double, by clock: some Clock<Duration> = ContinuousClock(),
  _ body: () throws -> Result
) rethrows -> [Result] {
  let end = clock.now.advanced(by: .seconds(seconds))
  var results = [try body()]
  while results.count < count && clock.now < end { results.append(try body()) }
  return results
}

/// The same with a body that waits.
package func repeated<Result>(
  upTo count: Int, for seconds: Double, isolation: isolated (any Actor)? = #isolation,
  _ body: () async throws -> Result
) async rethrows -> [Result] {
  let end = ContinuousClock.now + .seconds(seconds)
  var results = [try await body()]
  while results.count < count && ContinuousClock.now < end { results.append(try await body()) }
  return results
}

/// The seconds that `body` takes.
package func seconds(_ body: () throws -> Void) rethrows -> Double {
  try ContinuousClock().measure(body) / .seconds(1)
}
