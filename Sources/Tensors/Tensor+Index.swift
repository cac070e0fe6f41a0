// SPDX-License-Identifier: Apache-2.0

private import CTorch

extension Tensor {
  /// The elements at `index` of a dimension, without that dimension; a view.
  package func select(_ index: Int, dim: Int = 0) -> Tensor {
    tensor("select", [self], shapesAgree: { hasIndex(index, dim) }) {
      ct_select(handle, Int64(dim), Int64(index), $0)
    }
  }

  /// The elements in `range` of a dimension, every `step`-th; a view.
  ///
  /// Traps where the range reaches beyond the dimension.
  package func slice(_ range: Range<Int>, dim: Int, step: Int = 1) -> Tensor {
    precondition(
      isFailed || (hasDimension(dim) && range.lowerBound >= 0 && range.upperBound <= size(dim)),
      "slice \(range) of dimension \(dim) of shape \(shape)")
    return tensor("slice", [self]) {
      ct_slice(
        handle, Int64(dim), Int64(range.lowerBound), Int64(range.upperBound), Int64(step), $0)
    }
  }

  /// `count` views of equal size along a dimension. Their gradients are joined, which costs less
  /// than the gradients of slices: each of those is of the whole shape.
  ///
  /// Traps where the dimension does not divide so.
  package func chunks(_ count: Int, dim: Int) -> [Tensor] {
    if isFailed { return Array(repeating: self, count: count) }
    precondition(
      size(dim) % count == 0, "\(count) chunks of dimension \(dim) of shape \(shape)")
    var parts = [OpaquePointer?](repeating: nil, count: count)
    run("chunks", [self]) { ct_split(handle, Int64(dim), count, &parts, $0) }
    return parts.map(Tensor.init(handle:))
  }

  /// The elements of a dimension at the given `int64` indices.
  package func gathered(_ indices: Tensor, dim: Int) -> Tensor {
    tensor("gathered", [self, indices]) {
      ct_index_select(handle, Int64(dim), indices.handle, $0)
    }
  }

  /// Sums of the elements of `[n]`, grouped by number: `[count]`, of which each is the sum of those
  /// at whose places the `int64` `indices` have its number.
  package func binSums(by indices: Tensor, count: Int) -> Tensor {
    tensor("binSums", [self, indices], shapesAgree: { rank == 1 && indices.shape == shape }) {
      ct_sum_at(handle, indices.handle, Int64(count), $0)
    }
  }

  /// Of each position the element that `indices` (of the result's shape) names along `dim`.
  package func taken(along dim: Int, _ indices: Tensor) -> Tensor {
    tensor("taken", [self, indices], shapesAgree: { rank == indices.rank }) {
      ct_gather(handle, Int64(dim), indices.handle, $0)
    }
  }

  /// The size of a dimension; negative ones count from the end.
  package func size(_ dim: Int) -> Int {
    let shape = shape
    return shape[dim < 0 ? dim + shape.count : dim]
  }

  private func hasIndex(_ index: Int, _ dim: Int) -> Bool {
    hasDimension(dim) && index >= -size(dim) && index < size(dim)
  }
}
