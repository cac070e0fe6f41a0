// SPDX-License-Identifier: Apache-2.0

private import CTorch

// MARK: Activations

extension Tensor {
  package func sigmoid() -> Tensor { unary("sigmoid", self, ct_sigmoid) }
  package func tanh() -> Tensor { unary("tanh", self, ct_tanh) }
  package func relu() -> Tensor { unary("relu", self, ct_relu) }
  /// x sigmoid(x).
  package func silu() -> Tensor { unary("silu", self, ct_silu) }
  /// log(1 + e^x), without overflow.
  package func softplus() -> Tensor { unary("softplus", self, ct_softplus) }
  /// log(sigmoid(x)), without underflow.
  package func logSigmoid() -> Tensor { unary("logSigmoid", self, ct_log_sigmoid) }

  /// x Phi(x), by the error function (exact) or its tanh approximation.
  package func gelu(exact: Bool = true) -> Tensor {
    tensor("gelu", [self]) { ct_gelu(handle, exact, $0) }
  }

  /// `gelu(a) b`, a and b the first and the second half of the channels. Shape: `[N, 2 C, H, W]` ->
  /// `[N, C, H, W]`.
  package func geluGated() -> Tensor {
    tensor("geluGated", [self], shapesAgree: { rank == 4 && size(1) % 2 == 0 }) {
      ct_gelu_gate(handle, $0)
    }
  }

  /// max(x, 0) + slope min(x, 0).
  package func leakyReLU(slope: Double) -> Tensor {
    tensor("leakyReLU", [self]) { ct_leaky_relu(handle, slope, $0) }
  }

  package func softmax(_ dim: Int) -> Tensor {
    tensor("softmax", [self], shapesAgree: { hasDimension(dim) }) {
      ct_softmax(handle, Int64(dim), $0)
    }
  }

  package func logSoftmax(_ dim: Int) -> Tensor {
    tensor("logSoftmax", [self], shapesAgree: { hasDimension(dim) }) {
      ct_log_softmax(handle, Int64(dim), $0)
    }
  }
}

// MARK: Weighted layers

extension Tensor {
  /// `x W^T + b`. Shape: `[..., in]`, `W` `[out, in]`, `b` `[out]`; result `[..., out]`.
  package func linear(_ weight: Tensor, _ bias: Tensor?) -> Tensor {
    let agree = { self.shape.last == weight.shape.last && bias.fits(weight.shape.first) }
    return tensor("linear", [self, weight] + bias.operands, shapesAgree: agree) {
      ct_linear(handle, weight.handle, bias?.handle, $0)
    }.counted { $0.count * weight.size(1) }
  }

  /// Cross-correlation. Shape: `[N, in, H, W]`, weight `[out, in / groups, kH, kW]`; `padding`
  /// zeros on every side.
  package func conv2d(
    _ weight: Tensor, _ bias: Tensor?, stride: Int = 1, padding: Int = 0, groups: Int = 1
  ) -> Tensor {
    let agree = {
      self.convolves(with: weight, padding: padding, groups: groups)
        && bias.fits(weight.shape.first)
    }
    return tensor("conv2d", [self, weight] + bias.operands, shapesAgree: agree) {
      ct_conv2d(
        handle, weight.handle, bias?.handle, Int64(stride), Int64(padding), Int64(groups), $0)
    }.counted { $0.count * weight.count / weight.size(0) }
  }

  /// Batch normalization over all but dimension 1. In training by the batch's own statistics,
  /// moving `runningMean` and `runningVariance` by `momentum`; else by these.
  package func batchNorm(
    weight: Tensor, bias: Tensor, runningMean: Tensor, runningVariance: Tensor,
    training: Bool, momentum: Double, epsilon: Double
  ) -> Tensor {
    let agree = { self.rank > 1 && self.shape[1] == weight.count }
    return tensor("batchNorm", [self, weight], shapesAgree: agree) {
      ct_batch_norm(
        handle, weight.handle, bias.handle, runningMean.handle, runningVariance.handle,
        training, momentum, epsilon, $0)
    }
  }

  /// Layer normalization over the last dimension.
  package func layerNorm(weight: Tensor, bias: Tensor, epsilon: Double) -> Tensor {
    tensor("layerNorm", [self, weight], shapesAgree: { shape.last == weight.count }) {
      ct_layer_norm(handle, weight.handle, bias.handle, epsilon, $0)
    }
  }

  /// Layer normalization over the channels of each pixel. Shape: `[N, C, H, W]`.
  package func channelNorm(weight: Tensor, bias: Tensor, epsilon: Double) -> Tensor {
    let agree = { self.rank == 4 && self.size(1) == weight.count }
    return tensor("channelNorm", [self, weight], shapesAgree: agree) {
      ct_channel_norm(handle, weight.handle, bias.handle, epsilon, $0)
    }
  }

  /// The cosine of the angle between every column of this tensor and every column of another, which
  /// count as at least 1e-12 long. Shape: `[N, L, C]` each -> `[N, C, C]`.
  package func cosines(to other: Tensor) -> Tensor {
    tensor("cosines", [self, other], shapesAgree: { rank == 3 && shape == other.shape }) {
      ct_cosines(handle, other.handle, $0)
    }.counted { $0.count * size(1) }
  }

  /// softmax(Q K^T / sqrt(d)) V, by LibTorch's kernel. Shape: `[N, heads, L, d]` each; keys and
  /// values share their L.
  package static func attention(query: Tensor, key: Tensor, value: Tensor) -> Tensor {
    tensor(
      "attention", [query, key, value],
      shapesAgree: { query.shape.last == key.shape.last && key.shape == value.shape }
    ) {
      ct_attention(query.handle, key.handle, value.handle, $0)
    }.counted { 2 * $0.count * key.size(2) }
  }
}

// MARK: Which shapes agree

extension Tensor {
  private func convolves(with weight: Tensor, padding: Int, groups: Int) -> Bool {
    guard rank == 4, weight.rank == 4 else { return false }
    return size(1) == weight.size(1) * groups && weight.size(0) % groups == 0
      && [2, 3].allSatisfy { size($0) + 2 * padding >= weight.size($0) }
  }
}

extension Tensor? {
  /// The tensor as operands, where there is one.
  fileprivate var operands: [Tensor] { map { [$0] } ?? [] }

  /// Whether a bias is left out or has one value an output.
  fileprivate func fits(_ outputs: Int?) -> Bool {
    self.map { $0.shape == outputs.map { [$0] } } ?? true
  }
}

// MARK: Resampling

extension Tensor {
  /// Bilinear resampling with corners not aligned. Shape: `[N, C, H, W]` -> `[N, C, height,
  /// width]`. `antialias` widens the kernel when shrinking.
  package func resized(height: Int, width: Int, antialias: Bool = false) -> Tensor {
    if isFusible, !antialias {
      return tensor("resized", [self]) { ct_fused_resize(handle, Int64(height), Int64(width), $0) }
    }
    return tensor("resized", [self], shapesAgree: { rank == 4 }) {
      ct_resize_bilinear(handle, Int64(height), Int64(width), antialias, $0)
    }
  }

  /// Every pixel as `factor` x `factor` equal ones. Shape: `[N, C, H, W]` -> `[N, C, H factor, W
  /// factor]`.
  package func repeatedPixels(_ factor: Int) -> Tensor {
    let (images, channels, height, width) = (size(0), size(1), size(2), size(3))
    return reshaped(images, channels, height, 1, width, 1)
      .expanded(-1, -1, -1, factor, -1, factor)
      .reshaped(images, channels, height * factor, width * factor)
  }

  /// `[N, C r r, H, W]` -> `[N, C, H r, W r]`.
  package func pixelShuffled(_ factor: Int) -> Tensor {
    if factor == 1 { return self }
    return tensor("pixelShuffled", [self], shapesAgree: { size(1) % (factor * factor) == 0 }) {
      ct_pixel_shuffle(handle, Int64(factor), $0)
    }
  }

  /// `[N, C, H r, W r]` -> `[N, C r r, H, W]`.
  package func pixelUnshuffled(_ factor: Int) -> Tensor {
    tensor(
      "pixelUnshuffled", [self],
      shapesAgree: { size(2) % factor == 0 && size(3) % factor == 0 }
    ) {
      ct_pixel_unshuffle(handle, Int64(factor), $0)
    }
  }

  /// How ``padded(left:right:top:bottom:mode:)`` fills.
  package enum PaddingMode: Int32, Sendable {
    /// Zeros.
    case zeros
    /// Mirrored at the edge, the edge itself not repeated; less than the size.
    case reflect
    /// The edge repeated.
    case replicate
  }

  /// Rows and columns added around `[N, C, H, W]`.
  package func padded(
    left: Int = 0, right: Int = 0, top: Int = 0, bottom: Int = 0, mode: PaddingMode
  ) -> Tensor {
    tensor("padded", [self], shapesAgree: { rank == 4 }) {
      ct_pad(handle, Int64(left), Int64(right), Int64(top), Int64(bottom), mode.rawValue, $0)
    }
  }

  /// Means over `kernel` x `kernel` windows.
  package func averagePooled(_ kernel: Int, stride: Int) -> Tensor {
    tensor("averagePooled", [self], shapesAgree: { rank == 4 }) {
      ct_avg_pool2d(handle, Int64(kernel), Int64(stride), $0)
    }
  }

  /// Maxima over `kernel` x `kernel` windows.
  package func maxPooled(_ kernel: Int, stride: Int, padding: Int = 0) -> Tensor {
    tensor("maxPooled", [self], shapesAgree: { rank == 4 }) {
      ct_max_pool2d(handle, Int64(kernel), Int64(stride), Int64(padding), $0)
    }
  }
}
