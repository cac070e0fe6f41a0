// Matrix products over rows of pixels, channels innermost: 1x1 and 3x3 convolutions alike.
#pragma once

#include <memory>

#include "Vector.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

/// Weights of a convolution, rearranged so that a kernel reads them in the order it uses them:
/// panels of 16 outputs (the last may have 8), in each all taps, in each all inputs.
class Weights {
 public:
  /// `at(output, tap, input)` gives a weight; `bias` may be NULL. `outputs` a multiple of 8.
  template <typename At>
  Weights(int outputs, int taps, int inputs, const float *bias, At &&at)
      : outputs(outputs), taps(taps), inputs(inputs),
        packed_(new float[static_cast<size_t>(outputs) * taps * inputs]), bias_(new float[outputs]) {
    float *to = packed_.get();
    for (int first = 0; first < outputs; first += 2 * lanes) {
      const int count = outputs - first < 2 * lanes ? lanes : 2 * lanes;
      for (int tap = 0; tap < taps; ++tap) {
        for (int input = 0; input < inputs; ++input) {
          for (int i = 0; i < count; ++i) *to++ = at(first + i, tap, input);
        }
      }
    }
    for (int i = 0; i < outputs; ++i) bias_[i] = bias ? bias[i] : 0;
  }

  const int outputs, taps, inputs;
  const float *panel(int first) const {
    return packed_.get() + static_cast<size_t>(first) * taps * inputs;
  }
  const float *bias(int first) const { return bias_.get() + first; }

 private:
  std::unique_ptr<float[]> packed_, bias_;
};

/// `Rows` positions times `Vectors` vectors of outputs, kept in registers until all is summed.
/// `write(position, output, sum)` takes the result away.
template <int Rows, int Vectors, typename Write>
INLINE void multiply_block(const float *input, ptrdiff_t step, const ptrdiff_t *taps,
                           const Weights &weights, int first, int position, Write &&write) {
  vec sums[Rows][Vectors];
  UNROLL for (int v = 0; v < Vectors; ++v) {
    const vec bias = load(weights.bias(first + v * lanes));
    UNROLL for (int r = 0; r < Rows; ++r) sums[r][v] = bias;
  }
  const float *w = weights.panel(first);
  for (int tap = 0; tap < weights.taps; ++tap) {
    const float *from = input + taps[tap];
    for (int i = 0; i < weights.inputs; ++i, w += Vectors * lanes) {
      vec column[Vectors];
      UNROLL for (int v = 0; v < Vectors; ++v) column[v] = load(w + v * lanes);
      UNROLL for (int r = 0; r < Rows; ++r) {
        const vec x = splat(from[r * step + i]);
        UNROLL for (int v = 0; v < Vectors; ++v) sums[r][v] += x * column[v];
      }
    }
  }
  UNROLL for (int r = 0; r < Rows; ++r) {
    UNROLL for (int v = 0; v < Vectors; ++v) write(position + r, first + v * lanes, sums[r][v]);
  }
}

template <int Rows, int Vectors, typename Write>
INLINE void multiply_panel(const float *input, ptrdiff_t step, int count, const ptrdiff_t *taps,
                           const Weights &weights, int first, Write &&write) {
  int x = 0;
  for (; x + Rows <= count; x += Rows) {
    multiply_block<Rows, Vectors>(input + x * step, step, taps, weights, first, x, write);
  }
  for (; x + 2 <= count; x += 2) {
    multiply_block<2, Vectors>(input + x * step, step, taps, weights, first, x, write);
  }
  if (x < count) {
    multiply_block<1, Vectors>(input + x * step, step, taps, weights, first, x, write);
  }
}

/// All outputs at `count` positions, `step` floats apart; tap t reads at `taps[t]` floats from there.
template <typename Write>
INLINE void multiply(const float *input, ptrdiff_t step, int count, const ptrdiff_t *taps,
                     const Weights &weights, Write &&write) {
  int first = 0;
  for (; first + 2 * lanes <= weights.outputs; first += 2 * lanes) {
    multiply_panel<6, 2>(input, step, count, taps, weights, first, write);
  }
  if (first < weights.outputs) {
    multiply_panel<10, 1>(input, step, count, taps, weights, first, write);
  }
}

/// A product at each position alone: a 1x1 convolution.
template <typename Write>
INLINE void multiply(const float *input, ptrdiff_t step, int count, const Weights &weights,
                     Write &&write) {
  const ptrdiff_t here = 0;
  multiply(input, step, count, &here, weights, write);
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
