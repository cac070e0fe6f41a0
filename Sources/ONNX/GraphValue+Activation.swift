// SPDX-License-Identifier: Apache-2.0

extension GraphValue {
  package func sigmoid() -> Self { applying("Sigmoid") }
  package func tanh() -> Self { applying("Tanh") }
  package func relu() -> Self { applying("Relu") }

  /// max(x, 0) + slope min(x, 0).
  package func leakyReLU(slope: Double) -> Self {
    applying("LeakyRelu", [], ["alpha": .number(slope)])
  }

  /// x Phi(x), by the error function; written out, as `Gelu` came with opset 20.
  package func gelu() -> Self {
    self * ((self * 0.5.squareRoot()).applying("Erf") + 1) * 0.5
  }

  /// Along a dimension, which may count from the end.
  package func softmax(_ dim: Int) -> Self { applying("Softmax", [], ["axis": .integer(dim)]) }
}
