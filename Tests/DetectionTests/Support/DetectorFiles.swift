// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// The detector's published weights, where this machine has them beside the data sets.
enum DetectorFiles {
  /// The folder that holds them; nil where there is none.
  static let folder = DataFolderLocation.path.map { "\($0)/detector" }

  /// The ONNX file.
  static let onnx = folder.map { "\($0)/yolox_nano.onnx" }

  /// The same weights, in safetensors.
  static let safetensors = folder.map { "\($0)/yolox_nano.safetensors" }
}
