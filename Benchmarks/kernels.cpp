// SPDX-License-Identifier: Apache-2.0

// A flat face of the kernels for kernels.py.
#include "../Sources/CTorch/Kernels/Kernels.hpp"

using namespace ctorch::kernels;

static const Kernels *chosen = &baseline();

/// Makes the others use the baseline, AVX2, AVX-512 or bfloat16 (0 to 3); whether that is there.
extern "C" bool choose(int set) {
  const Kernels *const sets[] = {&baseline(), avx2(), avx512(), bfloat16()};
  if (sets[set]) chosen = sets[set];
  return sets[set];
}

extern "C" void block(const float *x, float *y, const int64_t *extent, int heads, int hidden,
                      const float *const *w) {
  const BlockWeights weights = {heads, hidden, {w[0], w[1]}, w[2], w[3], w[4], w[5],
                                {w[6], w[7]}, w[8], w[9], w[10]};
  chosen->channel_transformer_block(x, y, {extent[0], extent[1], extent[2], extent[3]}, weights);
}

extern "C" void convolution(const float *x, float *y, const int64_t *extent, int stride, int outputs,
                            const float *weight, const float *bias) {
  chosen->convolution(x, y, {extent[0], extent[1], extent[2], extent[3]}, {3, stride, outputs, 1.0f},
                     weight, bias, nullptr);
}

extern "C" void fusion(const float *high, const float *low, float *y, const int64_t *extent,
                       int heads, const float *const *w) {
  FusionWeights weights;
  weights.heads = heads;
  for (int i = 0; i < 2; ++i, w += 8) {
    weights.sides[i] = {{w[0], w[1]}, {w[2], w[3]}, w[4], w[5], w[6], w[7]};
  }
  weights.merge = w[0], weights.merge_bias = w[1];
  weights.reduce = w[2], weights.reduce_bias = w[3];
  chosen->fusion(high, low, y, {extent[0], extent[1], extent[2], extent[3]}, weights);
}
