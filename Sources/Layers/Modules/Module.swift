// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// A part of a network: parameters, buffers and smaller modules, named as PyTorch's `state_dict`
/// names them.
///
/// A subclass declares its boxes as properties. `@Parameter` and `@Buffer` mark tensors; a property
/// that holds a module or an array of modules is a child. A property's name is its key in files
/// unless ``Child`` or ``Buffer`` give another. What is called is `callAsFunction`.
open class Module {
  /// Whether layers that differ between the two (batch normalization) act as in training.
  package private(set) final var isTraining = true
  /// The properties that count, with their keys; found once, as none is ever replaced.
  private final lazy var contents = reflectedContents()

  package init() {}

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

  /// All modules within this one with their paths, which are names of properties and positions in
  /// arrays: `encoder.blocks.0`.
  package final var paths: [(path: String, module: Module)] { paths(under: "") }

  /// Sets ``isTraining`` here and in all children.
  package final func train(_ isTraining: Bool = true) {
    self.isTraining = isTraining
    for (_, _, child) in children { child.train(isTraining) }
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
        tensor.replaceContents(with: converted)
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

/// A property that counts.
private struct Property {
  let name: String
  let key: String
  let content: ModuleContent
}

extension Module {
  private var children: [(name: String, key: String, module: Module)] {
    contents.flatMap { property -> [(String, String, Module)] in
      let (name, key) = (property.name, property.key)
      switch property.content {
      case .parameter, .buffer: return []
      case .module(let module): return [(name, key, module)]
      case .modules(let modules):
        return modules.enumerated().map { index, module in
          ("\(name).\(index)", key.isEmpty ? "\(index)" : "\(key).\(index)", module)
        }
      }
    }
  }

  private func members(under prefix: String = "") -> [NamedTensor] {
    let own = contents.compactMap { property -> NamedTensor? in
      switch property.content {
      case .parameter(let tensor):
        NamedTensor(key: prefix + property.key, tensor: tensor, isParameter: true)
      case .buffer(let tensor):
        NamedTensor(key: prefix + property.key, tensor: tensor, isParameter: false)
      case .module, .modules: nil
      }
    }
    return own
      + children.flatMap { _, key, child in
        child.members(under: key.isEmpty ? prefix : "\(prefix)\(key).")
      }
  }

  private func paths(under prefix: String) -> [(path: String, module: Module)] {
    children.flatMap { name, _, child in
      [(prefix + name, child)] + child.paths(under: "\(prefix)\(name).")
    }
  }

  /// From the base class down. Traps where two properties have one key, of which files hold one.
  private func reflectedContents() -> [Property] {
    let mirrors = sequence(first: Mirror(reflecting: self), next: \.superclassMirror)
    let properties = Array(mirrors).reversed().flatMap(\.children).compactMap {
      label, value -> Property? in
      guard let label else { return nil }
      let member = value as? any ModuleMember
      guard let content = member.map(\.content) ?? ModuleContent(module: value) else { return nil }
      // A wrapped property's storage is named with an underscore in front.
      let name = member == nil ? label : String(label.dropFirst())
      return Property(name: name, key: member?.key ?? name, content: content)
    }
    let keys = properties.map(\.key).filter { !$0.isEmpty }
    precondition(Set(keys).count == keys.count, "two properties of \(self) have one key: \(keys)")
    return properties
  }
}
