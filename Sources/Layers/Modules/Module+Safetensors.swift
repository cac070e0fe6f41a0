// SPDX-License-Identifier: Apache-2.0

package import Safetensors
package import Tensors

extension Module {
  /// Overwrites parameters and buffers with a file's tensors, converting floating-point types.
  ///
  /// - Throws: ``SafetensorsError`` for a key that is missing or unexpected and for a tensor of
  ///   another shape or kind; the module is then unchanged.
  package final func load(_ file: SafetensorsFile) throws {
    let state = state
    try checkKeys(of: file)
    for (key, tensor) in state { try file.check(key, against: tensor) }
    try withoutGradients {
      for (key, tensor) in state { tensor.copy_(try file.tensor(key)) }
    }
  }

  /// Writes parameters and buffers to a file, which appears whole or not at all.
  ///
  /// - Parameters:
  ///   - path: Where the file is to be.
  ///   - dtype: The type of floating-point tensors with two or more dimensions; vectors (biases,
  ///     norms, statistics) keep their own.
  ///   - metadata: Text kept in the file's header.
  ///   - replacing: Whether a file that is there gives way.
  /// - Throws: ``SafetensorsError`` where it cannot be written.
  package final func save(
    to path: String, dtype: DType? = nil, metadata: [String: String] = [:],
    replacing: Bool = true
  ) throws {
    let sources = state.map { key, tensor in
      SafetensorsWriter.Source(key, tensor.rank < 2 ? tensor : tensor.detached().to(dtype))
    }
    try SafetensorsWriter.write(to: path, sources, metadata: metadata, replacing: replacing)
  }

  private func checkKeys(of file: SafetensorsFile) throws {
    let expected = Set(state.map(\.key))
    if let missing = expected.subtracting(file.entries.keys).min() {
      throw SafetensorsError(
        code: .missingKey, path: file.path, key: missing, message: "is not in the file")
    }
    if let unexpected = Set(file.entries.keys).subtracting(expected).min() {
      throw SafetensorsError(
        code: .unexpectedKey, path: file.path, key: unexpected,
        message: "has no place in this network")
    }
  }
}

extension SafetensorsFile {
  fileprivate func check(_ key: String, against tensor: Tensor) throws {
    let entry = try entry(key)
    let sameKind = entry.dtype.isFloatingPoint == tensor.dtype.isFloatingPoint
    guard entry.shape != tensor.shape || !sameKind else { return }
    throw SafetensorsError(
      code: .mismatch, path: path, key: key,
      message: "is \(entry.dtype) \(entry.shape); \(tensor.dtype) \(tensor.shape) is wanted")
  }
}
