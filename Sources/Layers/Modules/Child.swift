// SPDX-License-Identifier: Apache-2.0

/// A smaller module of a ``Module``, or an array of them, or an optional one, with its key.
///
/// ```swift
/// @Child(key: "project_out") var projection: Conv2d
/// ```
/// The initializer sets it, `_projection.wrappedValue = ...`, and nobody replaces it. A property
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
