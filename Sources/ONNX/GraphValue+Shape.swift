// SPDX-License-Identifier: Apache-2.0

extension GraphValue {
  /// The same elements in another shape: one size may be -1 and is worked out; 0 stands for the
  /// size that the dimension has.
  package func reshaped(_ sizes: Int...) -> Self {
    applying("Reshape", [graph.constant(sizes)])
  }

  /// The same elements in the shape of `other`.
  package func reshaped(like other: Self) -> Self { applying("Reshape", [other.sizes]) }

  /// The dimensions in another order.
  package func permuted(_ dims: Int...) -> Self {
    applying("Transpose", [], ["perm": .integers(dims)])
  }

  /// Parts of equal size along a dimension.
  package func chunks(_ count: Int, dim: Int) -> [Self] {
    graph.opset < 18
      ? graph.add("Split", [self], ["axis": .integer(dim)], type: type, count: count)
      : graph.add(
        "Split", [self], ["axis": .integer(dim), "num_outputs": .integer(count)], type: type,
        count: count)
  }

  /// Parts of the given sizes along a dimension.
  package func split(_ sizes: [Int], dim: Int) -> [Self] {
    graph.add(
      "Split", [self, graph.constant(sizes)], ["axis": .integer(dim)], type: type,
      count: sizes.count)
  }

  /// Values side by side along a dimension.
  package static func concatenated(_ values: [Self], dim: Int) -> Self {
    guard let first = values.first else { preconditionFailure("nothing to concatenate") }
    return first.applying("Concat", Array(values.dropFirst()), ["axis": .integer(dim)])
  }

  /// Without `count` rows and columns at each border of `[N, C, H, W]`.
  package func withoutBorder(_ count: Int) -> Self {
    if count == 0 { return self }
    return applying(
      "Slice",
      [graph.constant([count, count]), graph.constant([-count, -count]), graph.constant([2, 3])])
  }

  /// The first rows and columns, as many as `image` has. Shape: `[N, C, H, W]` each.
  package func cropped(like image: Self) -> Self {
    applying("Slice", [graph.constant([0, 0]), image.sides, graph.constant([2, 3])])
  }

  /// `[N, C, H, W]` with the edge repeated, `count` times at each border.
  package func padded(_ count: Int) -> Self {
    count == 0
      ? self : padded(by: graph.constant([0, 0, count, count, 0, 0, count, count]))
  }

  /// `[N, C, H, W]` with its last row and column repeated until its sides are multiples.
  package func padded(toMultipleOf multiple: Int) -> Self {
    let zero = graph.constant([0, 0])
    // The remainder has the sign of the divisor.
    let multiples = graph.constant([multiple, multiple])
    let missing = zero.applying("Sub", [sides]).applying("Mod", [multiples])
    return padded(by: .concatenated([zero, zero, zero, missing], dim: 0))
  }

  private func padded(by counts: Self) -> Self {
    applying("Pad", [counts], ["mode": .text("edge")])
  }

  private var sizes: Self { applying("Shape", type: .int64) }

  /// H and W of `[N, C, H, W]`.
  private var sides: Self {
    applying("Shape", [], ["start": .integer(2)], type: .int64)
  }
}
