// SPDX-License-Identifier: Apache-2.0

private import Foundation
package import Safetensors

/// What PyTorch computed for one case: a file of `Tests/Goldens`, written by
/// `Scripts/make-goldens.py`.
package struct Golden {
  /// The tensors: `input`, `output`, `param.<key>`, `grad.input` and so on, as the script says.
  package let file: SafetensorsFile
  /// Where the `param.<key>` are: the file itself, or one that several cases share.
  package let parameters: SafetensorsFile

  /// Opens the case of that name, such as `conv2d.strided`.
  ///
  /// - Throws: `SafetensorsError` where there is no such case.
  package init(named name: String) throws {
    file = try Self.open(name)
    parameters = try file.metadata["parameters"].map(Self.open) ?? file
  }

  private static func open(_ name: String) throws -> SafetensorsFile {
    try SafetensorsFile(path: Repository.path("Tests/Goldens/\(name).safetensors"))
  }

  /// The names of every case, sorted.
  package static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Repository.path("Tests/Goldens"))
      .filter { $0.hasSuffix(".safetensors") }.map { String($0.dropLast(12)) }.sorted()
  }

  /// A setting of the case, as the script wrote it.
  package subscript(setting name: String) -> String? { file.metadata[name] }
}
