// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// Marks a trained tensor of a ``Module``, or an optional one; it is made a leaf that records
/// gradients. Set in the initializer, and never replaced: training writes into it.
@propertyWrapper
package struct Parameter<Value>: ModuleMember {
  package var wrappedValue: Value
  let key: String? = nil

  package init(wrappedValue: Value) where Value == Tensor {
    self.wrappedValue = wrappedValue
    wrappedValue.requiresGradient = true
  }

  package init(wrappedValue: Value) where Value == Tensor? {
    self.wrappedValue = wrappedValue
    wrappedValue?.requiresGradient = true
  }

  var content: ModuleContent? { (wrappedValue as? Tensor).map(ModuleContent.parameter) }
}
