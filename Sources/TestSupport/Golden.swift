package import Layers

/// What PyTorch computed for one case: a file of `Tests/Goldens`, written by `Scripts/make-goldens.py`.
package struct Golden {
  /// The tensors: `input`, `output`, `param.<key>`, `grad.input` and so on, as the script says.
  package let file: SafetensorsFile

  /// Opens the case of that name, such as `conv2d.strided`.
  ///
  /// - Throws: `SafetensorsError` where there is no such case.
  package init(named name: String) throws {
    file = try SafetensorsFile(path: Repository.path("Tests/Goldens/\(name).safetensors"))
  }

  /// The names behind `prefix`, without it, sorted: `keys(under: "param.")` are state-dict keys.
  package func keys(under prefix: String) -> [String] {
    file.entries.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
      .sorted()
  }

  /// A setting of the case, as the script wrote it.
  package subscript(setting name: String) -> String? { file.metadata[name] }
}
