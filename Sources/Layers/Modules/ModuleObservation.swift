// SPDX-License-Identifier: Apache-2.0

/// Who watches the calls of modules in this task.
package enum ModuleObservation {
  @TaskLocal fileprivate static var observer: (any ModuleObserver)?

  /// Runs `body`, synchronous code, watched by `observer`.
  package static func observed<Result>(
    by observer: any ModuleObserver, _ body: () throws -> Result
  ) rethrows -> Result {
    try $observer.withValue(observer, operation: body)
  }

  /// The same of code that waits, such as for an actor that calls modules.
  package static func observed<Result>(
    by observer: any ModuleObserver, isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws -> Result
  ) async rethrows -> Result {
    try await $observer.withValue(observer, operation: body)
  }
}

extension Module {
  /// Runs `call`, a call of this module, by way of the observer if there is one.
  package final func observed<Output: Computed>(_ call: () -> Output) -> Output {
    guard let observer = ModuleObservation.observer else { return call() }
    return observer.observe(self, call)
  }
}
