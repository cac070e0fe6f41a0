// SPDX-License-Identifier: Apache-2.0

/// Tensors; nil: not an operation of that kind.
extension TorchScriptOperation {
  /// What computes each element by itself.
  var elementwise: String? {
    switch node.operation {
    case "Add": "\(self[0]) + \(self[1])"
    case "Sub": "\(self[0]) - \(self[1])"
    case "Mul": "\(self[0]) * \(self[1])"
    case "Div": "\(self[0]) / \(self[1])"
    case "Max": "torch.maximum(\(self[0]), \(self[1]))"
    case "Min": "torch.minimum(\(self[0]), \(self[1]))"
    case "Clip": "torch.clamp(\(self[0]), \(self[1]), \(self[2]))"
    case "Sqrt", "Exp", "Log", "Erf", "Sigmoid", "Tanh", "Relu":
      "torch.\(node.operation.lowercased())(\(self[0]))"
    case "LeakyRelu": "torch.leaky_relu(\(self[0]), \(number("alpha")))"
    case "Cast": "\(self[0]).\(node.type == .float16 ? "half" : "float")()"
    case "Identity": self[0]
    default: nil
    }
  }

  /// What moves elements alone.
  var rearranging: String? {
    switch node.operation {
    case "Reshape": "\(self[0]).reshape(\(newShape))"
    case "Transpose": "\(self[0]).permute(\(integers("perm")))"
    case "Split" where node.inputs.count > 1:
      "torch.split(\(self[0]), \(self[1]), \(integer("axis")))"
    case "Split": "torch.chunk(\(self[0]), \(node.outputs.count), \(integer("axis")))"
    case "Concat": "torch.cat([\(operands.joined(separator: ", "))], \(integer("axis")))"
    case "Slice":  // of rows and columns
      "\(self[0])[:, :, \(element(0, of: 1)):\(element(0, of: 2)), "
        + "\(element(1, of: 1)):\(element(1, of: 2))]"
    case "Pad": "torch.pad(\(self[0]), [\(padding.joined(separator: ", "))], \"replicate\")"
    case "DepthToSpace": "torch.pixel_shuffle(\(self[0]), \(integer("blocksize")))"
    case "SpaceToDepth": "torch.pixel_unshuffle(\(self[0]), \(integer("blocksize")))"
    default: nil
    }
  }

  /// What adds elements up.
  var summing: String? {
    switch node.operation {
    case "MatMul": "torch.matmul(\(self[0]), \(self[1]))"
    case "Softmax": "torch.softmax(\(self[0]), \(integer("axis")))"
    case "Conv":
      "torch.conv2d(\(self[0]), \(self[1]), \(self[2]), \(integers("strides")), "
        + "\(Array(integers("pads").prefix(2))), [1, 1], \(integer("group")))"
    case "LayerNormalization":
      "torch.layer_norm(\(self[0]), \(self[1]).shape, \(self[1]), \(self[2]), "
        + "\(number("epsilon")))"
    case "AveragePool":
      "torch.avg_pool2d(\(self[0]), \(integers("kernel_shape")), \(integers("strides")))"
    case "Resize":
      "torch.upsample_bilinear2d(\(self[0]), None, False, "
        + "\(constant(2)?.numbers.suffix(2).map(Double.init) ?? []))"
    case "ReduceMean": "torch.mean(\(self[0]), \(integers("axes")), True)"
    case "ReduceL2": "torch.linalg_vector_norm(\(self[0]), 2, \(integers("axes")), True)"
    default: nil
    }
  }

  /// Where ONNX writes 0 for a size that is kept.
  private var newShape: String {
    guard let sizes = constant(1)?.integers else { return self[1] }
    let texts = sizes.enumerated().map { $1 == 0 ? "\(self[0]).size(\($0))" : "\($1)" }
    return "[\(texts.joined(separator: ", "))]"
  }

  /// Columns and then rows, before and after; ONNX has the counts before all dimensions first.
  private var padding: [String] { [3, 7, 2, 6].map { element($0, of: 1) } }
}
