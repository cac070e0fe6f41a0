// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// Marks a trained tensor of a ``Module``, or an optional one; it is made a leaf that records
/// gradients. Set in the initialiser, and never replaced: training writes into it.
@propertyWrapper
package struct Parameter<Value>: ModuleMember {
  package var wrappedValue: Value

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

/// Marks a stored tensor of a ``Module`` that is not trained.
@propertyWrapper
package struct Buffer: ModuleMember {
  package var wrappedValue: Tensor

  package init(wrappedValue: Tensor) {
    self.wrappedValue = wrappedValue
  }

  var content: ModuleContent? { .buffer(wrappedValue) }
}

/// A property that holds tensors of a module.
protocol ModuleMember {
  /// What it holds; nil for an optional that is nil.
  var content: ModuleContent? { get }
}

/// What a property of a module holds.
enum ModuleContent {
  case parameter(Tensor)
  case buffer(Tensor)
  case module(Module)
  case modules([Module])
}
