// SPDX-License-Identifier: Apache-2.0

// Fused operations of the network for float32 on a CPU, whose matrix products may be of bfloat16.
// Images are `[N, H, W, C]` in memory, C a multiple of 8, the pieces of one image worked on while
// they are in the cache.
//
// The plain operations of the modules are the reference for each; tests compare the two.
#pragma once

#include <cstdint>

namespace ctorch::kernels {

/// Extents of an image in memory: channels innermost.
struct Extent {
  int64_t batch, height, width, channels;
};

struct LayerNormWeights {
  const float *weight, *bias;
};

/// Weights of a Restormer block, as the modules keep them: 1x1 convolutions `[out, in]`, depthwise
/// ones `[C, 9]`. `hidden` is the width of the gated feed-forward's halves.
struct BlockWeights {
  int heads, hidden;
  LayerNormWeights norm1;
  const float *qkv, *qkv_depthwise, *projection, *temperature;
  LayerNormWeights norm2;
  const float *in, *depthwise, *out;
};

/// A convolution and what follows it: `act(y + residual)`, act(x) = max(x, slope x).
struct ConvolutionShape {
  int kernel, stride, outputs;
  float slope;
};

/// Weights of the attention-guided fusion, `width` = 2C channels a side, and of the 1x1 convolution
/// with which the decoder begins, 2C -> C.
struct FusionWeights {
  int heads;
  /// Sides 0 and 1: the first image asks the second, and the other way round.
  struct Side {
    LayerNormWeights query_norm, context_norm;
    const float *query, *key_value, *projection, *temperature;
  } sides[2];
  const float *merge, *merge_bias, *reduce, *reduce_bias;
};

/// A linear layer, `[out, in]`.
struct LinearWeights {
  const float *weight, *bias;
};

/// Weights of a Vision Transformer's block, whose feed-forward expands to `hidden`.
struct TokenBlockWeights {
  int heads, hidden;
  LayerNormWeights norm1;
  LinearWeights qkv, projection;
  LayerNormWeights norm2;
  LinearWeights expansion, contraction;
};

/// Tokens `[batch, rows * columns, width]`, of which pooling x pooling share a key and a value.
struct TokenGrid {
  int64_t batch;
  int rows, columns, width, pooling;
};

/// Images `[N, height, width]`, of whose pixels `reduction` a side have one mean. Their outer
/// `frame` pixels, and what lies beyond, show what is next to them inside.
struct MeansExtents {
  int64_t batch, height, width;
  int frame, reduction;
  int64_t means_height, means_width;
};

/// A blend's images are `[N, height, width]`; its shares, of `reduction` pixels a side each, cover
/// them and may reach beyond, as the gains, resized to the shares' pixels, do.
struct BlendExtents {
  int64_t batch, height, width;
  int64_t share_height, share_width, gains_height, gains_width;
  int reduction;
  /// Pixels a side of the window that a detail differs from; odd.
  int window;
  /// Largest absolute gain.
  float reach;
};

/// The settings of `CentredContrast`.
struct ContrastRule {
  float minimum_share, contrast, maximum_gain, levelling, softening, black;
  bool steady;
};

/// bfloat16: the upper half of a float32.
struct UpperHalf {
  uint16_t bits;
};

/// Parts of a Restormer block whose gradients training wants, of features in float32 or bfloat16;
/// all is computed in float32, and sums over pixels are the same whatever the threads.
template <typename Number>
struct FeatureKernels {
  /// `gelu(a) b` of `count` pixels, whose numbers are `channels` of a, then as many of b.
  void (*gate)(const Number *x, Number *y, int64_t count, int channels);
  void (*gate_gradient)(const Number *x, const Number *of_y, Number *of_x, int64_t count,
                        int channels);
  /// Layer normalization over the channels of each of `count` pixels.
  void (*norm)(const Number *x, Number *y, int64_t count, int channels, LayerNormWeights weights,
               float epsilon);
  void (*norm_gradient)(const Number *x, const Number *of_y, Number *of_x, float *of_weight,
                        float *of_bias, int64_t count, int channels, const float *weight,
                        float epsilon);
  /// A depthwise 3x3 convolution, `weight` `[C, 9]`, zeros outside the image.
  void (*depthwise)(const Number *x, Number *y, Extent extent, const float *weight);
  /// Its gradient by the weight, `[C, 9]`.
  void (*depthwise_gradient)(const Number *x, const Number *of_y, float *of_weight, Extent extent);
};

/// One instruction set's versions.
struct Kernels {
  void (*channel_transformer_block)(const float *x, float *y, Extent extent,
                                    const BlockWeights &weights);
  /// `weight` is `[out, in, k, k]`, zeros outside the image; `residual` NULL or of y's extent.
  void (*convolution)(const float *x, float *y, Extent extent, ConvolutionShape shape,
                      const float *weight, const float *bias, const float *residual);
  /// Of a 3x3 convolution of stride 1 from x of `extent`, zeros outside: the gradient by its weight
  /// from that by its output; `of_weight` is `[out, 3, 3, in]` in memory, `outputs` a multiple of
  /// 8.
  void (*filter_gradient)(const float *x, const float *of_y, float *of_weight, Extent extent,
                          int outputs);
  /// From an image `[N, H fold, W fold]`, whose blocks of fold x fold pixels become channels, by a
  /// 3x3 convolution `[C, fold fold, 3, 3]` to y of `extent`.
  void (*fold_convolution)(const float *image, float *y, Extent extent, int fold,
                           const float *weight, const float *bias);
  /// From x of `extent` by a 3x3 convolution `[fold fold + M, C, 3, 3]`, by the sigmoid of the
  /// first channels, to an image `[N, H fold, W fold]`, channels becoming blocks of pixels; the M
  /// `others` likewise by `other_fold`, f, without the sigmoid, `[N, M / f f, H f, W f]`.
  void (*convolution_unfold)(const float *x, float *image, float *others, Extent extent, int fold,
                             int other_fold, int other_count, const float *weight,
                             const float *bias);
  /// y = base + the levels, resized bilinearly, corners not aligned. Level i is `extents[i]`;
  /// `base` may be NULL.
  void (*pyramid_sum)(const float *base, float *y, Extent extent, const float *const *levels,
                      const Extent *extents, int count);
  /// `high` and `low` are of `extent`, the first images in the first half of the batch, the second
  /// ones in the other; y has half the batch.
  void (*fusion)(const float *high, const float *low, float *y, Extent extent,
                 const FusionWeights &weights);
  void (*token_block)(const float *x, float *y, TokenGrid grid, const TokenBlockWeights &weights);
  /// Means of blocks of pixels, `[N, means_height, means_width]`.
  void (*means)(const float *images, float *means, MeansExtents extents);
  /// `w a + (1 - w) b`, w `share`, resized where it is smaller, plus each one's detail times its
  /// gain, plus what its windows' means differ by from its level times another; a gain is
  /// `reach tanh(x)`, x of `gains` `[N, 4, h, w]`; `levels` `[N, 2]`.
  void (*gain_blend)(const float *share, const float *gains, const float *levels,
                     const float *first, const float *second, float *y, BlendExtents extents);
  /// The contrast and the level that two images `[N, count]` give to a blend of theirs.
  void (*centred_contrast)(const float *blend, const float *first, const float *second,
                           const float *weights, float *y, int64_t batch, int64_t count,
                           ContrastRule rule);
  FeatureKernels<float> features;
  FeatureKernels<UpperHalf> upper_halves;
};

/// The best that this processor runs, in float32.
const Kernels &best();
/// Those of AVX-512 and of AVX2, in float32; NULL where the processor has no such instructions.
const Kernels *avx512();
const Kernels *avx2();
/// Those whose products are of numbers rounded to bfloat16, summed in float32, but for the
/// gradient's; NULL where the processor does not multiply these.
const Kernels *bfloat16();
/// What every processor of this kind runs.
const Kernels &baseline();

/// Calls `body(context, index)` for every index below `count`, on as many threads as
/// `ct_thread_count` says.
void parallel(int64_t count, void (*body)(void *context, int64_t index), void *context);

template <typename Body>
void parallel(int64_t count, Body &&body) {
  parallel(
      count, [](void *context, int64_t index) { (*static_cast<Body *>(context))(index); }, &body);
}

}  // namespace ctorch::kernels
