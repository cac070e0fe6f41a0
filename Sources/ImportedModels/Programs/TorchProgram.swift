// SPDX-License-Identifier: Apache-2.0

import Tensors

/// A network saved as TorchScript.
final class TorchProgram: ImageProgram {
  private let path: String
  private let program: ScriptProgram
  private let device: Device

  /// Reads the file, which runs code that is in it.
  init(path: String, device: Device) throws {
    (self.path, self.device) = (path, device)
    do {
      program = try reporting(.file, path) { ScriptProgram(path: path, device: device) }
    } catch let error as ImportedModelError {
      throw ImportedModelError(
        .file, path: path,
        "no TorchScript (\(error.message)); a file that torch.jit.save wrote is wanted, as "
          + "Scripts/convert/trace.py makes them")
    }
  }

  var inputCounts: ClosedRange<Int> {
    get throws { try reporting(.file, path) { program.inputCounts } }
  }

  func run(
    _ inputs: [HostArray], output: Int, isWanted: ([Int]) throws -> Void
  ) throws -> HostArray {
    try reporting(.engine, path) {
      let arguments = inputs.map { Tensor($0.values, $0.shape).to(device: device) }
      let result = program(arguments, output: output)
      try isWanted(result.shape)
      return HostArray(shape: result.shape, values: result.to(device: .cpu).contiguous().values())
    }
  }
}
