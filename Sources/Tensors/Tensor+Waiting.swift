// SPDX-License-Identifier: Apache-2.0

extension Tensor {
  /// Returns when the elements are computed: a GPU works behind the program's back until one is
  /// read. For taking the time.
  package func waitUntilComputed() {
    guard !isFailed, device != .cpu else { return }
    _ = shape.reduce(self) { element, _ in element.select(0) }.item()
  }
}
