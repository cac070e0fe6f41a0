// SPDX-License-Identifier: Apache-2.0

// What happens to rows between the products: normalization, depthwise convolution, gates.
#pragma once

#include <cmath>

#include "Operand.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

constexpr float layer_norm_epsilon = 1e-5f;

/// `(x - mean) / sqrt(variance + eps)` over the channels of each of `count` positions.
template <typename Number>
INLINE void normalize_row(const float *x, Number *y, int count, int channels) {
  const float scale = 1.0f / static_cast<float>(channels);
  for (int p = 0; p < count; ++p, x += channels, y += channels) {
    vec total = load(x);
    for (int c = lanes; c < channels; c += lanes) total += load(x + c);
    const vec mean = splat(sum(total) * scale);
    vec squares = splat(0);
    for (int c = 0; c < channels; c += lanes) {
      const vec centred = load(x + c) - mean;
      squares += centred * centred;
    }
    const vec factor = reciprocal_root(sum(squares) * scale + layer_norm_epsilon);
    for (int c = 0; c < channels; c += lanes) store(y + c, (load(x + c) - mean) * factor);
  }
}

/// Nine weights of eight channels of a depthwise 3x3 convolution.
struct DepthwiseWeights {
  vec taps[9];

  /// From `[C, 9]`, channels `first ..< first + 8`.
  INLINE DepthwiseWeights read(const float *weights, int first) {
    DepthwiseWeights result;
    for (int tap = 0; tap < 9; ++tap) {
      float values[lanes];
      for (int i = 0; i < lanes; ++i) values[i] = weights[(first + i) * 9 + tap];
      result.taps[tap] = load(values);
    }
    return result;
  }

  /// The sums at positions next to each other; the rows point at the position left of the first.
  template <int Count>
  INLINE void at(const DepthwiseWeights &w, const float *above, const float *here,
                 const float *below, ptrdiff_t step, vec (&sums)[Count]) {
    const float *rows[3] = {above, here, below};
    UNROLL for (int p = 0; p < Count; ++p) sums[p] = splat(0);
    UNROLL for (int row = 0; row < 3; ++row) {
      UNROLL for (int x = 0; x < Count + 2; ++x) {
        const vec value = load(rows[row] + x * step);
        UNROLL for (int p = x - 2; p <= x; ++p) {
          if (p >= 0 && p < Count) sums[p] += value * w.taps[3 * row + x - p];
        }
      }
    }
  }
};

/// Phi(x), the normal distribution. Phi(x) - 1/2 is an odd rational function of degree (9, 10),
/// fitted to the error function on |x| <= 5.6 by least squares, reweighted towards the largest
/// error (3.5e-7); beyond, Phi is taken as constant.
INLINE vec normal_distribution(vec x) {
  const vec limit = splat(5.6f);
  const vec t = smaller(larger(x, -limit), limit);
  const vec z = t * t;
  const vec p =
      (((splat(1.0934387e-5f) * z + splat(6.1461174e-4f)) * z + splat(7.4301526e-3f)) * z +
       splat(7.5918312e-2f)) * z + splat(0.39894015f);
  const vec q =
      ((((splat(8.678167e-7f) * z + splat(2.2412165e-4f)) * z + splat(4.4146395e-3f)) * z +
        splat(5.3165973e-2f)) * z + splat(0.35693430f)) * z + splat(1.0f);
  return splat(0.5f) + quotient(t * p, q);
}

/// GELU, x Phi(x), exact but for 2e-6.
INLINE vec gelu(vec x) { return x * normal_distribution(x); }

/// exp(x), exact but for 2e-7 of it; x is taken as within -87...88.
///
/// x = n ln 2 + r with |r| <= ln 2 / 2, and a polynomial of r (Cephes' expf).
INLINE vec exponential(vec x) {
  x = smaller(larger(x, splat(-87.0f)), splat(88.0f));
  const vec shifted = x * splat(1.44269504f) + splat(0x1.8p23f);  // n in the lowest bits
  const vec n = shifted - splat(0x1.8p23f);
  const vec r = (x - n * splat(0.693359375f)) + n * splat(2.12194440e-4f);
  const vec p =
      ((((splat(1.9875691500e-4f) * r + splat(1.3981999507e-3f)) * r + splat(8.3334519073e-3f)) * r +
        splat(4.1665795894e-2f)) * r + splat(1.6666665459e-1f)) * r + splat(5.0000001201e-1f);
  return times_power(p * r * r + r + splat(1.0f), shifted);
}

/// 1 / (1 + exp(-x)).
INLINE vec sigmoid(vec x) { return splat(1.0f) / (splat(1.0f) + exponential(-x)); }

/// tanh(x), exact but for 3e-7; of what is no number, no number.
INLINE vec hyperbolic_tangent(vec x) {
  const vec tangent = splat(1.0f) - splat(2.0f) / (splat(1.0f) + exponential(x + x));
  return x == x ? tangent : x;
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
