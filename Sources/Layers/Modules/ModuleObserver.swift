// SPDX-License-Identifier: Apache-2.0

/// Watches the calls of modules, such as to take their time.
package protocol ModuleObserver: AnyObject, Sendable {
  /// Runs `call`, a call of `module`, and returns what it gives.
  func observe<Output: Computed>(_ module: Module, _ call: () -> Output) -> Output
}
