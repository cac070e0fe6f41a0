// SPDX-License-Identifier: Apache-2.0

import Tensors

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
