// SPDX-License-Identifier: Apache-2.0

extension GraphValue {
  /// Means over dimensions, which are kept, of size 1.
  ///
  /// One dimension after the other: engines add up in float32, which loses digits over all pixels
  /// of an image.
  package func mean(_ dims: Int...) -> Self {
    dims.reversed().reduce(self) { $0.reduced("ReduceMean", [$1]) }
  }

  /// Divided by its Euclidean norm along the last dimension, or by `least` where that is greater.
  ///
  /// The norm is of float32, as sums of squares leave the range of float16.
  package func normalized(least: Double) -> Self {
    let wide = cast(to: .float32)
    let norm = wide.reduced("ReduceL2", [-1])
    return (wide / norm.clamped(least, nil)).cast(to: type)
  }

  /// Up to opset 17 dimensions are an attribute, later an input.
  private func reduced(_ operation: String, _ dims: [Int]) -> Self {
    graph.opset < 18
      ? applying(operation, [], ["axes": .integers(dims)])
      : applying(operation, [graph.constant(dims)])
  }
}
