// SPDX-License-Identifier: Apache-2.0

private import CTorch

extension Tensor {
  /// The same elements in another shape; one size may be -1 and is worked out.
  package func reshaped(_ sizes: Int...) -> Tensor { reshaped(sizes) }

  /// The same elements in another shape; one size may be -1 and is worked out.
  package func reshaped(_ sizes: [Int]) -> Tensor {
    tensor("reshaped", [self], shapesAgree: { holds(sizes) }) { error in
      sizes.withDimensions { ct_reshape(handle, $0, $1, error) }
    }
  }

  /// The dimensions in another order; a view.
  package func permuted(_ dims: Int...) -> Tensor {
    tensor("permuted", [self], shapesAgree: { dims.sorted() == Array(0..<rank) }) { error in
      dims.withDimensions { ct_permute(handle, $0, $1, error) }
    }
  }

  /// Two dimensions exchanged; a view.
  package func transposed(_ first: Int, _ second: Int) -> Tensor {
    tensor(
      "transposed", [self], shapesAgree: { hasDimension(first) && hasDimension(second) }
    ) {
      ct_transpose(handle, Int64(first), Int64(second), $0)
    }
  }

  /// Dimensions of size 1 stretched to `sizes` without a copy; -1 leaves one as it is.
  package func expanded(_ sizes: Int...) -> Tensor {
    tensor("expanded", [self], shapesAgree: { stretches(to: sizes) }) { error in
      sizes.withDimensions { ct_expand(handle, $0, $1, error) }
    }
  }

  /// Without a dimension of size 1.
  package func squeezed(_ dim: Int) -> Tensor {
    tensor("squeezed", [self], shapesAgree: { hasDimension(dim) }) {
      ct_squeeze(handle, Int64(dim), $0)
    }
  }

  /// With a new dimension of size 1 at `dim`.
  package func unsqueezed(_ dim: Int) -> Tensor {
    tensor("unsqueezed", [self], shapesAgree: { dim >= -rank - 1 && dim <= rank }) {
      ct_unsqueeze(handle, Int64(dim), $0)
    }
  }

  /// The dimensions `start` through `end` as one; through the last where `end` is nil.
  package func flattened(from start: Int = 0, to end: Int? = nil) -> Tensor {
    let shape = shape
    return reshaped(Array(shape[..<start]) + [-1] + shape[((end ?? shape.count - 1) + 1)...])
  }

  /// The order of elements reversed along dimensions.
  package func flipped(_ dims: Int...) -> Tensor {
    tensor("flipped", [self], shapesAgree: { dims.allSatisfy(hasDimension) }) { error in
      dims.withDimensions { ct_flip(handle, $0, $1, error) }
    }
  }

  /// Tensors joined along a dimension they have.
  package static func concatenated(_ tensors: [Tensor], dim: Int) -> Tensor {
    joined("concatenated", tensors, dim, { $0.agrees(with: $1, but: dim) }, ct_cat)
  }

  /// Tensors of one shape joined along a new dimension.
  package static func stacked(_ tensors: [Tensor], dim: Int = 0) -> Tensor {
    joined("stacked", tensors, dim, { $0.shape == $1.shape }, ct_stack)
  }

  private static func joined(
    _ name: StaticString, _ tensors: [Tensor], _ dim: Int,
    _ agree: (Tensor, Tensor) -> Bool,
    _ operation: (UnsafePointer<OpaquePointer?>?, Int, Int64, ErrorSlot) -> OpaquePointer?
  ) -> Tensor {
    tensor(name, tensors, shapesAgree: { tensors.allSatisfy { agree($0, tensors[0]) } }) { error in
      tensors.map(\.handle).withUnsafeBufferPointer {
        operation($0.baseAddress, $0.count, Int64(dim), error)
      }
    }
  }
}

// MARK: Which shapes agree

extension Tensor {
  private func stretches(to sizes: [Int]) -> Bool {
    rank <= sizes.count
      && zip(shape.reversed(), sizes.reversed()).allSatisfy { $0 == $1 || $0 == 1 || $1 == -1 }
  }

  private func holds(_ sizes: [Int]) -> Bool {
    let known = sizes.filter { $0 != -1 }.reduce(1, *)
    return sizes.contains(-1) ? known != 0 && count % known == 0 : known == count
  }

  /// Whether the shapes are the same but for the size of `dim`.
  private func agrees(with other: Tensor, but dim: Int) -> Bool {
    guard rank == other.rank, hasDimension(dim) else { return false }
    let skipped = dim < 0 ? dim + rank : dim
    return shape.indices.allSatisfy { $0 == skipped || shape[$0] == other.shape[$0] }
  }
}
