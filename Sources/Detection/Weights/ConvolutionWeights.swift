// SPDX-License-Identifier: Apache-2.0

import Files
import Layers
import Safetensors
import Tensors

/// The weights of one convolution of a file.
struct ConvolutionWeights {
  /// What the file calls it.
  let name: String
  /// `[outputs, inputs / groups, kernel, kernel]`.
  let weight: Tensor
  /// `[outputs]`.
  let bias: Tensor
}

extension ConvolutionWeights {
  /// Reads all convolutions of an ONNX or safetensors file, in the order in which the network
  /// computes them. In a safetensors file they are called `conv000`, `conv001` and so on.
  ///
  /// - Throws: ``DetectionError`` that names the file.
  static func list(path: String) throws(DetectionError) -> [ConvolutionWeights] {
    do {
      return try isONNX(path)
        ? ONNXGraph(path: path).convolutions() : list(SafetensorsFile(path: path))
    } catch let error as DetectionError {
      throw error
    } catch {
      throw DetectionError(.weights, "\(error)")
    }
  }

  private static func isONNX(_ path: String) -> Bool {
    path.lowercased().hasSuffix(".onnx")
  }

  /// `conv000`, `conv001` and so on: what a safetensors file calls them.
  static func name(of index: Int) -> String {
    let digits = String(index)
    return "conv" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  private static func list(_ file: SafetensorsFile) throws -> [ConvolutionWeights] {
    try (0..<file.entries.count / 2).map { index in
      let name = name(of: index)
      return ConvolutionWeights(
        name: name, weight: try file.tensor("\(name).weight"),
        bias: try file.tensor("\(name).bias"))
    }
  }
}
