// SPDX-License-Identifier: Apache-2.0

import Tensors

/// Features of three scales: `[N, 4C, H / 8, W / 8]`, `[N, 8C, H / 16, W / 16]`, `[N, 16C, H / 32,
/// W / 32]`; C is the width of the network, H and W are the sides of the image.
struct DetectorFeatures {
  /// For the smallest objects.
  let fine: Tensor
  /// For those between.
  let middle: Tensor
  /// For the largest objects.
  let coarse: Tensor
}
