// SPDX-License-Identifier: Apache-2.0

import Files
public import Imaging
import ONNX
import Tensors

import class Foundation.JSONSerialization

/// Writes a network as a file that runs without this package: the whole method as one graph, head
/// and rule of contrast included.
///
/// ```swift
/// try NetworkExport(.onnx()).write(.preset("fast"), to: "fast.onnx")
/// try NetworkExport(.torchScript).write(.preset("fast"), to: "fast.pt")
/// ```
///
/// The graph takes `first` and `second`, luminances of one size, `[N, 1, H, W]`, float32, values in
/// 0...1, and gives `fused`, the same; it pads and crops by itself. It differs from ``Fuser`` in
/// three things: all pixels count as seen (no masks), an image is computed whole (no tiles, so
/// memory grows with it), and colors are the caller's.
public struct NetworkExport: Sendable {
  /// The kind of a file.
  public enum Format: Sendable, Equatable {
    /// For ONNX Runtime and other engines; of a version of ONNX's operations, one of
    /// ``NetworkExport/opsets``.
    case onnx(opset: Int = 17)
    /// For PyTorch: what `torch.jit.load` reads.
    case torchScript
  }

  /// The type that a graph stores its weights in and computes its features in; inputs, output, head
  /// and contrast are float32 in either.
  public enum Precision: String, CaseIterable, Sendable {
    case float32, float16
  }

  /// The versions of ONNX's operations that a file can be of.
  public static let opsets = Graph.opsets

  /// The kind of file.
  public var format: Format
  /// The one size of images that the graph takes, one pair at a time; nil: any from 16x16 on, and
  /// any number of pairs.
  public var size: ImageSize?
  /// The type of weights and features.
  public var precision = Precision.float32

  /// A file of that kind, for any size, in float32.
  public init(_ format: Format) { self.format = format }

  /// Writes a network as a file, which appears whole or not at all.
  ///
  /// - Parameters:
  ///   - source: A preset's shipped weights, or a file.
  ///   - path: Where the file is to be; its folder must exist.
  ///   - replacing: Whether a file that is there gives way.
  /// - Throws: ``FusionModelError`` where the weights cannot be read, the network has no graph, or
  ///   the file cannot be written.
  public func write(_ source: ModelSource, to path: String, replacing: Bool = false) throws {
    let file = try source.open()
    let bytes = try bytes(of: file.makeModel(), named: source.name, notes: notes(source, file))
    do {
      try bytes.withUnsafeBytes { try writeFile($0, to: path, replacing: replacing) }
    } catch {
      throw FusionModelError.export("\(error)")
    }
  }

  /// A network as a file; `notes` are carried along.
  func bytes(
    of network: any FusionNetwork, named name: String, notes: [String: String] = [:]
  ) throws -> [UInt8] {
    switch format {
    case .onnx(let opset):
      return try graph(of: network, opset: opset)
        .model(named: name, producer: ("daefuse", Release.version), notes: notes)
    case .torchScript:
      let program = try graph(of: network, opset: 17).torchScript()
      let json = try JSONSerialization.data(withJSONObject: notes, options: .sortedKeys)
      return try throwingEngineFailures {
        ScriptProgram.file(
          program.text, buffers: program.buffers.map { ($0.name, $0.tensor) },
          notes: String(decoding: json, as: UTF8.self))
      }
    }
  }

  private func graph(of network: any FusionNetwork, opset: Int) throws -> Graph {
    guard let network = network as? any ExportableNetwork else {
      throw FusionModelError.export(
        "networks called \(type(of: network).architecture) have no graph; one with a graph is "
          + "wanted")
    }
    let graph = Graph(opset: opset, weightType: precision == .float16 ? .float16 : .float32)
    let images = ["first", "second"].map { graph.input($0, shape: shape) }
    try throwingEngineFailures {
      withoutGradients {
        graph.output(network.fused(images[0], images[1]), as: "fused", shape: shape)
      }
    }
    return graph
  }

  private var shape: [Dimension] {
    guard let size else { return [.named("N"), .fixed(1), .named("H"), .named("W")] }
    return [.fixed(1), .fixed(1), .fixed(size.height), .fixed(size.width)]
  }

  private func notes(_ source: ModelSource, _ file: WeightFile) -> [String: String] {
    var notes = [
      "model": source.name, "daefuse.architecture": file.blueprint.architecture,
      "daefuse.configuration": file.configuration.json, "daefuse.version": Release.version,
    ]
    // Whose a file is, and what its training data allow, nobody here knows.
    if case .preset = source { notes["license"] = "Apache-2.0" }
    return notes
  }
}

extension Constant {
  /// A floating-point constant of a graph.
  fileprivate var tensor: Tensor {
    bytes.withUnsafeBytes {
      Tensor(bytes: $0, shape: shape, dtype: type == .float16 ? .float16 : .float32)
    }
  }
}
