// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// Marks a stored tensor of a ``Module`` that is not trained; set in the initializer, as a
/// ``Child``.
@propertyWrapper
package struct Buffer: ModuleMember {
  let key: String?
  private var tensor: Tensor?

  package init(key: String) { self.key = key }

  package var wrappedValue: Tensor {
    get {
      guard let tensor else { preconditionFailure("the buffer \(key ?? "") has not been set") }
      return tensor
    }
    set { tensor = newValue }
  }

  var content: ModuleContent? { .buffer(wrappedValue) }
}
