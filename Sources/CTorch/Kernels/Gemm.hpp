// Matrix products over rows of pixels, channels innermost: 1x1 and 3x3 convolutions alike.
#pragma once

#include <memory>
#include <type_traits>

#include "Vector.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

/// Weights of a convolution, rearranged so that a kernel reads them in the order it uses them:
/// panels of 16 outputs (the last may have 8), in each all taps, in each all inputs.
class Weights {
 public:
  /// `at(output, tap, input)` gives a weight; `bias` may be NULL. `outputs` a multiple of 8.
  template <typename At>
  Weights(int outputs, int taps, int inputs, const float *bias, At &&at)
      : Weights(outputs, taps, inputs, bias) {
    float *to = packed_.get();
    for (int first = 0; first < outputs; first += 2 * lanes) {
      for (int tap = 0; tap < taps; ++tap) {
        for (int input = 0; input < inputs; ++input) {
          for (int i = 0; i < width(first); ++i) *to++ = at(first + i, tap, input);
        }
      }
    }
  }

  /// Weights that are yet to be written.
  Weights(int outputs, int taps, int inputs, const float *bias)
      : outputs(outputs), taps(taps), inputs(inputs),
        packed_(new float[static_cast<size_t>(outputs) * taps * inputs]), bias_(new float[outputs]) {
    for (int i = 0; i < outputs; ++i) bias_[i] = bias ? bias[i] : 0;
  }

  const int outputs, taps, inputs;
  float *panel(int first, int tap) const {
    return packed_.get() +
           (static_cast<size_t>(first) * taps + static_cast<size_t>(tap) * width(first)) * inputs;
  }
  const float *bias(int first) const { return bias_.get() + first; }
  /// Outputs of the panel that begins with `first`.
  int width(int first) const { return outputs - first < 2 * lanes ? lanes : 2 * lanes; }

 private:
  std::unique_ptr<float[]> packed_, bias_;
};

/// Adds the products of `count` inputs of `Rows` positions with `Vectors` vectors of outputs.
template <int Rows, int Vectors>
INLINE void accumulate(const float *from, ptrdiff_t step, int count, const float *weights,
                       vec (&sums)[Rows][Vectors]) {
  for (int i = 0; i < count; ++i, weights += Vectors * lanes) {
    vec column[Vectors];
    UNROLL for (int v = 0; v < Vectors; ++v) column[v] = load(weights + v * lanes);
    UNROLL for (int r = 0; r < Rows; ++r) {
      const vec x = splat(from[r * step + i]);
      UNROLL for (int v = 0; v < Vectors; ++v) sums[r][v] += x * column[v];
    }
  }
}

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
  for (int tap = 0; tap < weights.taps; ++tap) {
    accumulate(input + taps[tap], step, weights.inputs, weights.panel(first, tap), sums);
  }
  UNROLL for (int r = 0; r < Rows; ++r) {
    UNROLL for (int v = 0; v < Vectors; ++v) write(position + r, first + v * lanes, sums[r][v]);
  }
}

/// `use(rows, position)` for `count` positions, `Rows` at once as long as there are so many; `rows` is
/// a constant for the compiler.
template <int Rows, typename Use>
INLINE void in_rows(int count, Use &&use) {
  int p = 0;
  for (; p + Rows <= count; p += Rows) use(std::integral_constant<int, Rows>(), p);
  for (; p + 2 <= count; p += 2) use(std::integral_constant<int, 2>(), p);
  if (p < count) use(std::integral_constant<int, 1>(), p);
}

/// All outputs at `count` positions, `step` floats apart; tap t reads at `taps[t]` floats from there.
template <typename Write>
INLINE void multiply(const float *input, ptrdiff_t step, int count, const ptrdiff_t *taps,
                     const Weights &weights, Write &&write) {
  int first = 0;
  for (; first + 2 * lanes <= weights.outputs; first += 2 * lanes) {
    in_rows<6>(count, [&](auto rows, int p) {
      multiply_block<rows, 2>(input + p * step, step, taps, weights, first, p, write);
    });
  }
  if (first < weights.outputs) {
    in_rows<10>(count, [&](auto rows, int p) {
      multiply_block<rows, 1>(input + p * step, step, taps, weights, first, p, write);
    });
  }
}

/// The products of one tap with the panel of outputs that begins with `first`, without bias.
template <typename Write>
INLINE void multiply_tap(const float *input, ptrdiff_t step, int count, const Weights &weights,
                         int first, int tap, Write &&write) {
  const auto block = [&](auto rows, auto vectors, int p) {
    vec sums[rows][vectors] = {};
    accumulate(input + p * step, step, weights.inputs, weights.panel(first, tap), sums);
    UNROLL for (int r = 0; r < rows; ++r) {
      UNROLL for (int v = 0; v < vectors; ++v) write(p + r, first + v * lanes, sums[r][v]);
    }
  };
  if (weights.width(first) == 2 * lanes) {
    in_rows<6>(count, [&](auto rows, int p) { block(rows, std::integral_constant<int, 2>(), p); });
  } else {
    in_rows<10>(count, [&](auto rows, int p) { block(rows, std::integral_constant<int, 1>(), p); });
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
