// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// A part of a network: parameters, buffers and smaller modules, named as PyTorch's `state_dict`
/// names them.
///
/// A subclass declares its boxes as properties. `@Parameter` and `@Buffer` mark tensors; a property
/// that holds a module or an array of modules is a child. A property's name is its key unless
/// ``keys`` gives another. Forward passes are `callAsFunction`.
open class Module {
  /// Whether layers that differ between the two (batch normalisation) act as in training.
  package private(set) final var isTraining = true
  /// The properties that count, with their keys; found once, as none is ever replaced.
  private final lazy var contents = reflectedContents()

  package init() {}

  /// The keys of properties whose names differ: `["projection": "proj"]`.
  open class var keys: [String: String] { [:] }

  /// Trained tensors with their keys, in the order of declaration.
  package final var parameters: [(key: String, tensor: Tensor)] {
    members().compactMap { $0.isParameter ? ($0.key, $0.tensor) : nil }
  }

  /// Tensors that are stored but not trained, such as running statistics.
  package final var buffers: [(key: String, tensor: Tensor)] {
    members().compactMap { $0.isParameter ? nil : ($0.key, $0.tensor) }
  }

  /// Parameters and buffers: what a weight file holds.
  package final var state: [(key: String, tensor: Tensor)] {
    members().map { ($0.key, $0.tensor) }
  }

  /// This module and all within it, in the order of declaration.
  package final var modules: [Module] { [self] + children.flatMap(\.module.modules) }

  /// Sets ``isTraining`` here and in all children.
  package final func train(_ isTraining: Bool = true) {
    self.isTraining = isTraining
    for (_, child) in children { child.train(isTraining) }
  }

  /// Converts parameters and floating-point buffers in place.
  ///
  /// - Parameters:
  ///   - dtype: Their new type.
  ///   - device: Where they go, integer buffers included.
  ///   - memoryFormat: The order of four-dimensional parameters.
  package final func convert(
    to dtype: DType? = nil, device: Device? = nil, memoryFormat: MemoryFormat? = nil
  ) {
    withoutGradients {
      for (_, tensor) in state {
        var converted = tensor.detached()
          .to(tensor.dtype.isFloatingPoint ? dtype : nil, device: device)
        if let memoryFormat, tensor.rank == 4 { converted = converted.contiguous(memoryFormat) }
        tensor.become(converted)
      }
    }
  }

  /// Forgets the gradients of all parameters.
  package final func clearGradients() {
    for (_, parameter) in parameters { parameter.gradient = nil }
  }
}

// MARK: Reflection

private struct NamedTensor {
  let key: String
  let tensor: Tensor
  let isParameter: Bool
}

extension Module {
  private var children: [(key: String, module: Module)] {
    contents.flatMap { key, content -> [(String, Module)] in
      switch content {
      case .parameter, .buffer: []
      case .module(let module): [(key, module)]
      case .modules(let modules): modules.enumerated().map { ("\(key).\($0)", $1) }
      }
    }
  }

  private func members(under prefix: String = "") -> [NamedTensor] {
    let own = contents.compactMap { key, content -> NamedTensor? in
      switch content {
      case .parameter(let tensor):
        NamedTensor(key: prefix + key, tensor: tensor, isParameter: true)
      case .buffer(let tensor):
        NamedTensor(key: prefix + key, tensor: tensor, isParameter: false)
      case .module, .modules: nil
      }
    }
    return own + children.flatMap { key, child in child.members(under: "\(prefix)\(key).") }
  }

  /// From the base class down.
  private func reflectedContents() -> [(key: String, content: ModuleContent)] {
    let mirrors = sequence(first: Mirror(reflecting: self), next: \.superclassMirror)
    return Array(mirrors).reversed().flatMap(\.children).compactMap { label, value in
      guard let label, let content = content(of: value) else { return nil }
      return (key(ofProperty: label), content)
    }
  }

  private func content(of value: Any) -> ModuleContent? {
    switch value {
    case let member as any ModuleMember: member.content
    case let module as Module: .module(module)
    case let modules as [Module]: .modules(modules)
    default: nil
    }
  }

  /// The key of a property; a wrapped property's storage is named with an underscore in front.
  private func key(ofProperty label: String) -> String {
    let name = label.hasPrefix("_") ? String(label.dropFirst()) : label
    return Self.keys[name] ?? name
  }
}
