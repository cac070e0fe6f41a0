// SPDX-License-Identifier: Apache-2.0

/// Sizes, which are lists of whole numbers.
extension TorchScriptOperation {
  /// nil: not such an operation.
  var ofLists: String? {
    switch node.operation {
    case "Shape" where node.attributes.isEmpty: "\(self[0]).shape"
    case "Shape": "\(self[0]).shape[\(integer("start")):]"
    case "Concat": operands.joined(separator: " + ")
    case "Sub": pairwise("-")
    case "Mod": pairwise("%")
    default: nil
    }
  }

  private func pairwise(_ sign: String) -> String {
    "[\(self[0])[i] \(sign) \(self[1])[i] for i in range(len(\(self[1])))]"
  }
}
