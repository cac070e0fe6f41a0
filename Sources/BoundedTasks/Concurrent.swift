// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// The values of the numbers from 0 to below `count`, in their order, computed on all cores at a
/// time; returns when all are there.
///
/// For work that takes a millisecond or more: a core that sleeps needs a part of that to wake.
///
/// - Throws: What was thrown for the lowest number.
package func concurrently<Value: Sendable, Failure: Error>(
  _ count: Int, _ value: @Sendable (Int) throws(Failure) -> Value
) throws(Failure) -> [Value] {
  let results = Mutex([Result<Value, Failure>?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { index in
    let result = Result { () throws(Failure) in try value(index) }
    results.withLock { $0[index] = result }
  }
  var values: [Value] = []
  for result in results.withLock({ $0 }) {
    if let result { values.append(try result.get()) }
  }
  return values
}
