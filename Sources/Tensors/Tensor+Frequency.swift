// SPDX-License-Identifier: Apache-2.0

private import CTorch

extension Tensor {
  /// How alike two images are at each shift: the cross-correlations of their channels, added, by
  /// Fourier transforms. At (y, x) it is the sum over p of a(p + (y, x)) b(p).
  ///
  /// Shape: `[N, C, h, w]` and `[N, C, h', w']` -> `[N, height, width]`. The grid is circular: a
  /// shift by -1 stands in the last row or column. Shifts do not mix up to `height` - h and -
  /// (`height` - h'), and likewise in width.
  package func correlated(with other: Tensor, height: Int, width: Int) -> Tensor {
    let agree = {
      self.rank == 4 && other.rank == 4 && self.size(1) == other.size(1)
        && Swift.max(self.size(2), other.size(2)) <= height
        && Swift.max(self.size(3), other.size(3)) <= width
    }
    return tensor("correlated", [self, other], shapesAgree: agree) {
      ct_correlate(handle, other.handle, Int64(height), Int64(width), $0)
    }
  }
}
