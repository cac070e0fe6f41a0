// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionModel
import Tensors

/// The kinds of file that an ``ImportedNetwork`` is read from.
public enum ImportedFormat: Sendable, CaseIterable {
  /// What `torch.jit.save` writes.
  case torchScript
  /// An ONNX graph, which an ONNX Runtime library runs.
  case onnx

  /// What people call it.
  public var name: String {
    switch self {
    case .torchScript: "TorchScript"
    case .onnx: "ONNX"
    }
  }

  /// The extensions by which it is known.
  public var pathExtensions: [String] {
    switch self {
    case .torchScript: ["pt", "pth", "ts"]
    case .onnx: ["onnx"]
    }
  }

  /// The format that a file's extension names; nil for any other extension.
  public init?(path: String) {
    let found = URL(filePath: path).pathExtension.lowercased()
    guard let format = Self.allCases.first(where: { $0.pathExtensions.contains(found) }) else {
      return nil
    }
    self = format
  }

  init(of path: String) throws {
    guard let format = Self(path: path) else {
      let wanted = Self.allCases.flatMap(\.pathExtensions).joined(separator: ", ")
      throw ImportedModelError(
        .file, path: path, "its extension names no kind of network; one of \(wanted) is wanted")
    }
    self = format
  }

  /// The device that a network of this format runs on.
  func device(_ wanted: ComputeDevice, for path: String) throws -> Device {
    switch (self, wanted) {
    case (.torchScript, _): return try wanted.resolved()
    case (.onnx, .auto), (.onnx, .cpu): return .cpu
    case (.onnx, let other):
      throw ImportedModelError(
        .device, path: path, "an ONNX graph runs on the CPU alone here, \(other) is asked for")
    }
  }
}
