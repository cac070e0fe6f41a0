// SPDX-License-Identifier: Apache-2.0

import Files
import Tensors

/// Opens a network's file, as often as it is wanted.
struct ProgramLoader: Sendable {
  let path: String
  let format: ImportedFormat
  let device: Device
  /// Whether code in the file may run.
  let isTrusted: Bool
  /// The ONNX Runtime library, for ONNX graphs.
  let runtime: String?

  /// Opens the file, for runs of that many CPU threads.
  ///
  /// - Throws: ``ImportedModelError`` that names the file.
  func load(threads: Int) throws -> any ImageProgram {
    do {
      _ = try OpenFile(path: path)  // missing, a folder, not to be read
    } catch {
      throw ImportedModelError(.file, path: path, error.message)
    }
    switch format {
    case .torchScript:
      guard isTrusted else {
        throw ImportedModelError(
          .untrusted, path: path,
          "TorchScript is code, which can read and write files; it runs only where you trust it")
      }
      return try TorchProgram(path: path, device: device)
    case .onnx: return try OnnxProgram(path: path, library: runtime, threads: threads)
    }
  }
}
