// SPDX-License-Identifier: Apache-2.0

private import CTorch

/// A reduction as CTorch declares it: tensor, dimensions and their count, keep, error.
private typealias Reduction = (OpaquePointer?, UnsafePointer<Int64>?, Int, Bool, ErrorSlot) ->
  OpaquePointer?

// Each reduces over `dims`, or over everything where none is named; `keepingDims` leaves a size of
// 1 in their place.

extension Tensor {
  package func sum(_ dims: Int..., keepingDims: Bool = false) -> Tensor {
    reduced("sum", dims, keepingDims, ct_sum)
  }

  package func mean(_ dims: Int..., keepingDims: Bool = false) -> Tensor {
    reduced("mean", dims, keepingDims, ct_mean)
  }

  /// The largest element.
  package func max(_ dims: Int..., keepingDims: Bool = false) -> Tensor {
    reduced("max", dims, keepingDims, ct_amax)
  }

  /// The smallest element.
  package func min(_ dims: Int..., keepingDims: Bool = false) -> Tensor {
    reduced("min", dims, keepingDims, ct_amin)
  }

  /// The Euclidean norm: square root of the sum of squares.
  package func norm(_ dims: Int..., keepingDims: Bool = false) -> Tensor {
    reduced("norm", dims, keepingDims, ct_norm)
  }

  private func reduced(
    _ name: StaticString, _ dims: [Int], _ keep: Bool, _ operation: Reduction
  ) -> Tensor {
    tensor(name, [self], shapesAgree: { dims.allSatisfy(hasDimension) }) { error in
      dims.withDimensions { operation(handle, $0, $1, keep, error) }
    }
  }

  /// The index of the largest element along a dimension; `int64`.
  package func argmax(_ dim: Int, keepingDims: Bool = false) -> Tensor {
    tensor("argmax", [self], shapesAgree: { hasDimension(dim) }) {
      ct_argmax(handle, Int64(dim), keepingDims, $0)
    }
  }

  /// Whether every element is true, or not zero; a `bool` scalar.
  package func all() -> Tensor { unary("all", self, ct_all) }

  /// Whether some element is true, or not zero; a `bool` scalar.
  package func any() -> Tensor { unary("any", self, ct_any) }

  func hasDimension(_ dim: Int) -> Bool { dim >= -rank && dim < rank }
}
