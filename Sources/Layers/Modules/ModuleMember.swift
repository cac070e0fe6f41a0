// SPDX-License-Identifier: Apache-2.0

/// A property that holds tensors or modules of a module.
protocol ModuleMember {
  /// Its key in files; nil where that is the property's name.
  var key: String? { get }
  /// What it holds; nil for an optional that is nil.
  var content: ModuleContent? { get }
}
