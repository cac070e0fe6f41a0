// SPDX-License-Identifier: Apache-2.0

package import Layers
import Safetensors
package import Tensors
package import Testing

extension Golden {
  /// The tensor of that key, floating-point values converted to `dtype`.
  ///
  /// - Throws: `SafetensorsError` where there is no such key.
  package func tensor(_ key: String, _ dtype: DType? = nil) throws -> Tensor {
    let tensor = try file.tensor(key)
    return tensor.to(tensor.dtype.isFloatingPoint ? dtype : nil)
  }

  /// Whether the case has a tensor of that key.
  package func has(_ key: String) -> Bool { file.entries[key] != nil }

  /// `name`, `name2`, `name3`, ... as far as the case has them.
  package func series(_ name: String, _ dtype: DType? = nil) throws -> [Tensor] {
    var tensors: [Tensor] = []
    while has(Self.numbered(name, tensors.count)) {
      tensors.append(try tensor(Self.numbered(name, tensors.count), dtype))
    }
    return tensors
  }

  /// The key of the `index`-th tensor of a series, counted from 0.
  package static func numbered(_ name: String, _ index: Int) -> String {
    index == 0 ? name : "\(name)\(index + 1)"
  }

  /// A setting that is a number.
  package subscript(number name: String) -> Double? { self[setting: name].flatMap { Double($0) } }

  /// Gives the module PyTorch's parameters and buffers, and the case's mode.
  ///
  /// Records an issue where the module's keys are not PyTorch's, to the key.
  package func fill(
    _ module: Module, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let wanted = parameters.entries.keys.filter { $0.hasPrefix("param.") }.map { $0.dropFirst(6) }
    let found = module.state.map { Substring($0.key) }
    let (missing, surplus) = (
      Set(wanted).subtracting(found), Set(found).subtracting(wanted)
    )
    if !missing.isEmpty || !surplus.isEmpty || found.count != wanted.count {
      Issue.record(
        "keys differ from PyTorch's: without \(missing.sorted()), with \(surplus.sorted())",
        sourceLocation: sourceLocation)
    }
    try withoutGradients {
      for (key, tensor) in module.state where !surplus.contains(Substring(key)) {
        tensor.copy_(try parameters.tensor("param.\(key)"))
      }
    }
    module.train(self[setting: "mode"] == "train")
  }
}
