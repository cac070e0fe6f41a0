// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// A smaller module of a ``Module``, or an array of them, or an optional one, with its key.
///
/// ```swift
/// @Child(key: "project_out") var projection: Conv2d
/// ```
/// The initialiser sets it, `_projection.wrappedValue = ...`, and nobody replaces it. A property
/// that holds a module needs no wrapper if its name is its key. A child with an empty key is a box
/// that files do not nest: its tensors stand under the keys of the module that has it.
@propertyWrapper
package struct Child<Value>: ModuleMember {
  let key: String?
  private var value: Value?

  package init(key: String) { self.key = key }

  package var wrappedValue: Value {
    get {
      guard let value else { preconditionFailure("the child \(key ?? "") has not been set") }
      return value
    }
    set { value = newValue }
  }

  var content: ModuleContent? { ModuleContent(module: wrappedValue) }
}

/// Marks a trained tensor of a ``Module``, or an optional one; it is made a leaf that records
/// gradients. Set in the initialiser, and never replaced: training writes into it.
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

/// Marks a stored tensor of a ``Module`` that is not trained; set in the initialiser, as a
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

/// A property that holds tensors or modules of a module.
protocol ModuleMember {
  /// Its key in files; nil where that is the property's name.
  var key: String? { get }
  /// What it holds; nil for an optional that is nil.
  var content: ModuleContent? { get }
}

/// What a property of a module holds.
enum ModuleContent {
  case parameter(Tensor)
  case buffer(Tensor)
  case module(Module)
  case modules([Module])

  /// Of a property that holds a module or an array of modules; nil for any other.
  init?(module value: Any) {
    switch value {
    case let module as Module: self = .module(module)
    case let modules as [Module]: self = .modules(modules)
    default: return nil
    }
  }
}
