// SPDX-License-Identifier: Apache-2.0

package import ONNX

/// A network that can be written as a graph, which other engines run.
package protocol ExportableNetwork: FusionNetwork {
  /// What ``FusionNetwork/decode(_:_:)`` computes, as operations of a graph: of whole images,
  /// `[N, 1, H, W]` each, values in 0...1.
  func decode(_ first: GraphValue, _ second: GraphValue) -> DecodedValues
}

extension ExportableNetwork {
  /// The fused image of two, `[N, 1, H, W]` each and out; values of all are brought into 0...1.
  func fused(_ first: GraphValue, _ second: GraphValue) -> GraphValue {
    let (first, second) = (first.clamped(0, 1), second.clamped(0, 1))
    return head.fused(decode(first, second), first, second).clamped(0, 1)
  }
}
