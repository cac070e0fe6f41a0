// SPDX-License-Identifier: Apache-2.0

import Tensors

/// The tokens of an image, row by row.
struct TokenGrid {
  /// `[N, L, D]`
  let tokens: Tensor
  /// Tokens in a row of the image.
  let columns: Int

  /// Rows of tokens.
  var rows: Int { tokens.size(1) / columns }
}
