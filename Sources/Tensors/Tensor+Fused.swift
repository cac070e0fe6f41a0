// SPDX-License-Identifier: Apache-2.0

private import CTorch

// Parts of the network in one call, for float32 on a CPU: what comes between their steps stays in
// the cache. Each does what the plain operations do, to rounding, and counts as their
// multiply-adds.

extension Tensor {
  /// Whether the fused operations take this tensor as their input: `[N, C, H, W]` of float32 on the
  /// CPU, channels-last, C a multiple of 8, no gradients being recorded.
  package var isFusible: Bool { handle.map { ct_is_fusible($0) } ?? false }

  /// Whether they take it as an image: `[N, 1, H, W]` of float32 on the CPU, row-major, no
  /// gradients being recorded.
  package var isFusibleImage: Bool { handle.map { ct_is_fusible_image($0) } ?? false }

  /// The weights of a Restormer block of C channels whose feed-forward has halves of `hidden`.
  package struct TransformerBlockWeights {
    package init(
      norm1: (weight: Tensor, bias: Tensor), queryKeyValue: Tensor, depthwise: Tensor,
      projection: Tensor, temperature: Tensor, norm2: (weight: Tensor, bias: Tensor),
      expansion: Tensor, expansionDepthwise: Tensor, contraction: Tensor
    ) {
      (self.norm1, self.norm2) = (norm1, norm2)
      (self.queryKeyValue, self.depthwise) = (queryKeyValue, depthwise)
      (self.projection, self.temperature) = (projection, temperature)
      (self.expansion, self.expansionDepthwise) = (expansion, expansionDepthwise)
      self.contraction = contraction
    }

    let norm1, norm2: (weight: Tensor, bias: Tensor)
    let queryKeyValue, depthwise, projection, temperature: Tensor
    let expansion, expansionDepthwise, contraction: Tensor
  }

  /// `x + MDTA(LN(x))`, then `x + GDFN(LN(x))`, as `ChannelTransformerBlock`. Channels a head and
  /// `hidden` are multiples of 8.
  package func fusedTransformerBlock(_ weights: TransformerBlockWeights) -> Tensor {
    tensor("fusedTransformerBlock", [self]) {
      var block = ct_block_weights(
        norm1: affine(weights.norm1), qkv: weights.queryKeyValue.handle,
        qkv_depthwise: weights.depthwise.handle, projection: weights.projection.handle,
        temperature: weights.temperature.handle, norm2: affine(weights.norm2),
        in: weights.expansion.handle, depthwise: weights.expansionDepthwise.handle,
        out: weights.contraction.handle)
      return ct_fused_transformer_block(handle, &block, $0)
    }.counted { output in
      let (channels, hidden) = (size(1), weights.contraction.size(1))
      let products = 5 * channels * channels + 3 * hidden * channels
      return output.count / channels * (products + 27 * channels + 18 * hidden)
        + size(0) * channels * channels * channels
    }
  }

  /// `max(y, slope y)`, y the convolution plus `residual`; a slope of 1 leaves y, 0 is ReLU.
  /// Kernels of 1 or 3, padded to keep the size at stride 1; outputs a multiple of 8.
  package func fusedConvolution(
    _ weight: Tensor, _ bias: Tensor?, stride: Int = 1, adding residual: Tensor? = nil,
    slope: Double = 1
  ) -> Tensor {
    tensor("fusedConvolution", [self, weight]) {
      ct_fused_convolution(
        handle, weight.handle, bias?.handle, residual?.handle, Int64(stride), slope, $0)
    }.counted { $0.count * weight.count / weight.size(0) }
  }

  /// The pixel-unshuffle by `fold`, then a 3x3 convolution; `self` is `[N, 1, H, W]`, sides
  /// multiples of `fold`, the result `[N, C, H / fold, W / fold]`, channels-last. Fused where C is
  /// a multiple of 8.
  package func foldedConvolution(_ fold: Int, _ weight: Tensor, _ bias: Tensor) -> Tensor {
    guard isFusibleImage, weight.size(0) % 8 == 0 else {
      return pixelUnshuffled(fold).contiguous(.channelsLast).conv2d(weight, bias, padding: 1)
    }
    return tensor("foldedConvolution", [self, weight, bias]) {
      ct_fused_fold_convolution(handle, Int64(fold), weight.handle, bias.handle, $0)
    }.counted { $0.count * weight.count / weight.size(0) }
  }

  /// A 3x3 convolution, of whose channels the first `fold` squared, by the pixel-shuffle and the
  /// sigmoid, make an image `[N, 1, H fold, W fold]`, values in 0...1; the others, by the
  /// pixel-shuffle alone, `[N, others / f f, H f, W f]`, f being `otherFold`, which divides `fold`.
  package func convolvedImage(
    _ fold: Int, _ otherFold: Int, _ weight: Tensor, _ bias: Tensor
  ) -> (image: Tensor, others: Tensor) {
    guard isFusible else {
      let y = conv2d(weight, bias, padding: 1)
      let (pixels, outputs) = (fold * fold, weight.size(0))
      return (
        y.slice(0..<pixels, dim: 1).pixelShuffled(fold).sigmoid(),
        y.slice(pixels..<outputs, dim: 1).pixelShuffled(otherFold)
      )
    }
    var others: OpaquePointer?
    let image = tensor("convolvedImage", [self, weight, bias]) {
      ct_fused_convolution_unfold(
        handle, Int64(fold), Int64(otherFold), weight.handle, bias.handle, &others, $0)
    }
    .counted { $0.count / (fold * fold) * weight.count }
    return (image, Tensor(handle: others))
  }

  /// Whether ``fusedTokenBlock(_:heads:columns:pooling:)`` takes this tensor: `[N, L, D]` of
  /// float32 on the CPU, row-major, no gradients being recorded.
  package var isFusibleTokens: Bool { handle.map { ct_is_fusible_tokens($0) } ?? false }

  /// The weights of a Vision Transformer's block.
  package struct TokenBlockWeights {
    package typealias Affine = (weight: Tensor, bias: Tensor)

    package init(
      norm1: Affine, queryKeyValue: Affine, projection: Affine, norm2: Affine, expansion: Affine,
      contraction: Affine
    ) {
      (self.norm1, self.queryKeyValue, self.projection) = (norm1, queryKeyValue, projection)
      (self.norm2, self.expansion, self.contraction) = (norm2, expansion, contraction)
    }

    let norm1, queryKeyValue, projection, norm2, expansion, contraction: Affine
  }

  /// `x + attention(LN(x))`, then `x + MLP(LN(x))`, as `VisionTransformerBlock`; rows of `columns`
  /// tokens, of which pooling x pooling share a key and a value. D over `heads` and the hidden
  /// features are multiples of 8.
  package func fusedTokenBlock(
    _ weights: TokenBlockWeights, heads: Int, columns: Int, pooling: Int
  ) -> Tensor {
    tensor("fusedTokenBlock", [self]) {
      var block = ct_token_block_weights(
        norm1: affine(weights.norm1), qkv: affine(weights.queryKeyValue),
        projection: affine(weights.projection), norm2: affine(weights.norm2),
        expansion: affine(weights.expansion), contraction: affine(weights.contraction))
      return ct_fused_token_block(
        handle, Int64(columns), Int64(pooling), Int64(heads), &block, $0)
    }.counted { output in
      let (width, hidden) = (size(2), weights.expansion.weight.size(0))
      return output.count * (4 * width + 2 * hidden + 2 * size(1) / (pooling * pooling))
    }
  }

  /// Means of `reduction` pixels a side of images, `[N, 1, H, W]` each, one batch after the other:
  /// `[2N, 1, H' / reduction, W' / reduction]` of two, H' and W' the next multiples of `multiple`.
  ///
  /// The outer `frame` pixels, and what lies beyond, show what is next to them inside.
  package static func fusedMeans(
    of images: [Tensor], reduction: Int, multiple: Int, frame: Int
  ) -> Tensor {
    tensor("fusedMeans", images) { error in
      images.map(\.handle).withUnsafeBufferPointer {
        ct_fused_means(
          $0.baseAddress, $0.count, Int64(frame), Int64(reduction), Int64(multiple), error)
      }
    }
  }

  /// `w a + (1 - w) b + g (a - ā) + h (b - b̄) + p (ā - â) + q (b̄ - b̂)` of the images a, `first`,
  /// and b, `[N, 1, H, W]` each and out.
  ///
  /// w is `share`, `[N, 1, H', W']`, each of its own for `reduction` pixels a side, resized
  /// bilinearly, at least of their size; g, h, p and q are `reach tanh(x)` of `gains`,
  /// `[N, 4, H'', W'']`, then resized bilinearly to the size that w has then; ā and b̄ are means
  /// over windows of `window` pixels a side, an odd number, the border repeated; â and b̂ are
  /// `levels`, `[N, 2, 1, 1]`.
  package static func fusedGainBlend(
    _ first: Tensor, _ second: Tensor, share: Tensor, reduction: Int, gains: Tensor,
    reach: Double, levels: Tensor, window: Int
  ) -> Tensor {
    tensor("fusedGainBlend", [first, second, share, gains, levels]) {
      ct_fused_gain_blend(
        share.handle, gains.handle, levels.handle, first.handle, second.handle,
        Int64(reduction), Int64(window), reach, $0)
    }
  }

  /// A blend of two images with the contrast and the level that a rule gives it, as
  /// `CentredContrast`; `[N, 1, H, W]` each and out.
  ///
  /// `weights` are how much each pixel counts in means and deviations; nil: all alike.
  package static func fusedCentredContrast(
    _ blend: Tensor, of first: Tensor, _ second: Tensor, weights: Tensor?, minimumShare: Double,
    contrast: Double,
    maximumGain: Double, levelling: Double, softening: Double, isSteady: Bool, black: Double
  ) -> Tensor {
    tensor("fusedCentredContrast", [blend, first, second] + [weights].compactMap(\.self)) {
      let rule = ct_contrast_rule(
        minimum_share: minimumShare, contrast: contrast, maximum_gain: maximumGain,
        levelling: levelling, softening: softening, black: black,
        steady: isSteady)
      return ct_fused_centred_contrast(
        blend.handle, first.handle, second.handle, weights?.handle, rule, $0)
    }
  }

  /// This tensor plus the levels, each resized to its size as by
  /// ``resized(height:width:antialias:)``; in one pass where the fused operations take them.
  package func addingLevels(_ levels: [Tensor]) -> Tensor {
    guard isFusible, levels.allSatisfy(\.isFusible) else {
      return levels.reduce(self) { $0 + $1.resized(height: size(2), width: size(3)) }
    }
    return tensor("addingLevels", [self] + levels) { error in
      let handles = levels.map(\.handle)
      return handles.withUnsafeBufferPointer {
        ct_fused_pyramid_sum(handle, $0.baseAddress, $0.count, error)
      }
    }
  }

  /// The weights of one side of the cross-attention over 2C channels.
  package struct CrossAttentionWeights {
    package init(
      queryNorm: (weight: Tensor, bias: Tensor), contextNorm: (weight: Tensor, bias: Tensor),
      query: Tensor, keyValue: Tensor, projection: Tensor, temperature: Tensor
    ) {
      (self.queryNorm, self.contextNorm) = (queryNorm, contextNorm)
      (self.query, self.keyValue) = (query, keyValue)
      (self.projection, self.temperature) = (projection, temperature)
    }

    let queryNorm, contextNorm: (weight: Tensor, bias: Tensor)
    let query, keyValue, projection, temperature: Tensor
  }

  /// Cross-attention both ways, the merging 1x1 convolution and the decoder's first one together.
  ///
  /// Shape: `high` and `low` `[2N, C, H, W]`, the first images before the second ones; the result
  /// `[N, C, H, W]`.
  package static func fusedCrossAttention(
    high: Tensor, low: Tensor, firstFromSecond: CrossAttentionWeights,
    secondFromFirst: CrossAttentionWeights, merge: (weight: Tensor, bias: Tensor),
    reduce: (weight: Tensor, bias: Tensor)
  ) -> Tensor {
    tensor("fusedCrossAttention", [high, low]) {
      var first = firstFromSecond.weights
      var second = secondFromFirst.weights
      return ct_fused_cross_attention(
        high.handle, low.handle, &first, &second, affine(merge), affine(reduce), $0)
    }.counted { output in
      let (channels, width) = (high.size(1), 2 * high.size(1))
      return output.count / channels * (12 * width * width + channels * width)
        + output.size(0) * 2 * width * width * width
    }
  }
}

extension Tensor.CrossAttentionWeights {
  fileprivate var weights: ct_cross_attention_weights {
    ct_cross_attention_weights(
      query_norm: affine(queryNorm), context_norm: affine(contextNorm), query: query.handle,
      key_value: keyValue.handle, projection: projection.handle, temperature: temperature.handle)
  }
}

private func affine(_ layer: (weight: Tensor, bias: Tensor)) -> ct_affine {
  ct_affine(weight: layer.weight.handle, bias: layer.bias.handle)
}
