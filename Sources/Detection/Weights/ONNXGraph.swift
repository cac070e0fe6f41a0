// SPDX-License-Identifier: Apache-2.0

import Files
import ProtocolBuffers
import Tensors

/// The convolutions of an ONNX file: of all that such a file says, what a network that is built
/// here already needs.
///
/// Numbers of fields are those of `onnx.proto3`.
struct ONNXGraph {
  /// Eight times what YOLOX-Nano's file has, and little enough to read whole.
  static let mostBytes = 32 << 20

  private let path: String
  private var nodes: [(inputs: [String], kind: String)] = []
  private var constants: [String: [ProtocolReader.Field]] = [:]

  /// Reads a file.
  ///
  /// - Throws: ``DetectionError`` where it is no ONNX file.
  init(path: String) throws(DetectionError) {
    let bytes: [UInt8]
    do { bytes = try readFile(path, atMost: Self.mostBytes) } catch {
      throw DetectionError(.weights, "\(error)")
    }
    try self.init(bytes, path: path)
  }

  /// Reads the bytes of a file, which errors call `path`.
  ///
  /// - Throws: ``DetectionError`` where they are no ONNX file.
  init(_ bytes: [UInt8], path: String) throws(DetectionError) {
    self.path = path
    do {
      try read(bytes[...])
    } catch {
      throw DetectionError(
        .weights, path: path, "no ONNX file: nothing that makes sense at byte \(error.offset)")
    }
    guard !nodes.isEmpty else {
      throw DetectionError(.weights, path: path, "no ONNX file: no node of a graph is in it")
    }
  }

  private mutating func read(_ model: ArraySlice<UInt8>) throws(ProtocolReader.Malformed) {
    for graph in try ProtocolReader.fields(of: model, numbered: [7]) {
      for part in try ProtocolReader.fields(of: graph.bytes ?? [], numbered: [1, 5]) {
        if part.number == 1 {
          let fields = try ProtocolReader.fields(of: part.bytes ?? [], numbered: [1, 4])
          nodes.append((fields.texts(1), fields.texts(4).last ?? ""))
        } else {
          let fields = try ProtocolReader.fields(of: part.bytes ?? [], numbered: [1, 2, 4, 8, 9])
          constants[fields.texts(8).last ?? ""] = fields
        }
      }
    }
  }

  /// The weights and biases of every node called `Conv`, in the order of the file.
  ///
  /// - Throws: ``DetectionError`` where one has no constant weights and biases of float32.
  func convolutions() throws(DetectionError) -> [ConvolutionWeights] {
    var list: [ConvolutionWeights] = []
    for node in nodes where node.kind == "Conv" {
      guard node.inputs.count == 3 else {
        throw DetectionError(
          .weights, path: path,
          "a convolution has \(node.inputs.count) inputs; features, weights and biases are wanted")
      }
      list.append(
        ConvolutionWeights(
          name: node.inputs[1], weight: try constant(node.inputs[1]),
          bias: try constant(node.inputs[2])))
    }
    return list
  }

  private func constant(_ name: String) throws(DetectionError) -> Tensor {
    func error(_ message: String) -> DetectionError {
      DetectionError(.weights, path: path, "\(name): \(message)")
    }
    guard let fields = constants[name] else { throw error("is not in the file") }
    guard let shape = try? fields.integers(1).map({ Int(truncatingIfNeeded: $0) }),
      let kind = try? fields.integers(2).last
    else { throw error("its shape cannot be read") }
    guard kind == 1 else { throw error("holds numbers of ONNX's type \(kind); float32 is wanted") }
    let bytes = fields.last { $0.number == 9 || $0.number == 4 }?.bytes ?? []
    guard let count = shape.product, 4 * count == bytes.count else {
      throw error("has \(bytes.count) bytes for the shape \(shape)")
    }
    return bytes.withUnsafeBytes { Tensor(bytes: $0, shape: shape, dtype: .float32) }
  }
}

extension [ProtocolReader.Field] {
  /// The texts of the field of that number.
  fileprivate func texts(_ number: Int) -> [String] {
    filter { $0.number == number }.compactMap(\.text)
  }

  /// The integers of the field of that number.
  fileprivate func integers(_ number: Int) throws -> [UInt64] {
    try filter { $0.number == number }.flatMap { try $0.integers() }
  }
}

extension [Int] {
  /// All of them multiplied; nil where one is negative or the product is more than can be held.
  fileprivate var product: Int? {
    reduce(1) { product, size in
      guard let product, size >= 0 else { return nil }
      let (result, overflows) = product.multipliedReportingOverflow(by: size)
      return overflows || result > Int.max / 4 ? nil : result
    }
  }
}
