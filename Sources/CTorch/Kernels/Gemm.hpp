// SPDX-License-Identifier: Apache-2.0

// Matrix products over rows of pixels, channels innermost: 1x1 and 3x3 convolutions alike.
#pragma once

#include <type_traits>

#include "Operand.hpp"
#include "Scratch.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

/// Numbers of outputs, in panels of 16 (the last may have 8), in each all taps, in each all inputs.
template <typename Number>
class Panels {
 public:
  Panels(int outputs, int taps, int inputs)
      : outputs(outputs), taps(taps), inputs(inputs),
        numbers_(static_cast<size_t>(outputs) * taps * inputs) {}

  const int outputs, taps, inputs;
  Number *panel(int first, int tap) const {
    return numbers_ +
           (static_cast<size_t>(first) * taps + static_cast<size_t>(tap) * width(first)) * inputs;
  }
  /// Outputs of the panel that begins with `first`.
  int width(int first) const { return outputs - first < 2 * lanes ? lanes : 2 * lanes; }

 private:
  Scratch<Number> numbers_;
};

/// Weights of a convolution, rearranged so that a kernel reads them in the order it uses them, its
/// inputs in groups.
class Weights : public Panels<operand> {
 public:
  /// `at(output, tap, input)` gives a weight; `bias` may be NULL. `outputs` a multiple of 8,
  /// `inputs` of `group`.
  template <typename At>
  Weights(int outputs, int taps, int inputs, const float *bias, At &&at)
      : Weights(outputs, taps, inputs, bias) {
    const Scratch<float> rows(static_cast<size_t>(inputs) * 2 * lanes);
    for (int first = 0; first < outputs; first += 2 * lanes) {
      for (int tap = 0; tap < taps; ++tap) {
        float *to = rows;
        for (int input = 0; input < inputs; ++input) {
          for (int i = 0; i < width(first); ++i) *to++ = at(first + i, tap, input);
        }
        put(rows, first, tap, 0, inputs);
      }
    }
  }

  /// Weights that are yet to be put.
  Weights(int outputs, int taps, int inputs, const float *bias)
      : Panels(outputs, taps, inputs), bias_(outputs) {
    for (int i = 0; i < outputs; ++i) bias_[i] = bias ? bias[i] : 0;
  }

  /// Puts the weights of `count` inputs of a panel, a row of them for each.
  void put(const float *rows, int first, int tap, int start, int count) {
    const int width = this->width(first);
    operand *to = panel(first, tap) + static_cast<ptrdiff_t>(start) * width;
    const GroupedRows put = grouped(rows, width, count, width, to);
    if (put.values != to) memcpy(to, put.values, static_cast<size_t>(count) * width * sizeof *to);
  }

  const float *bias(int first) const { return bias_ + first; }

 private:
  Scratch<float> bias_;
};

/// Adds the products of `count` inputs of `Rows` positions with `Vectors` vectors of outputs.
template <int Rows, int Vectors>
INLINE void accumulate(const operand *from, ptrdiff_t step, int count, const operand *weights,
                       Sum<Vectors> (&sums)[Rows]) {
  for (int i = 0; i < count; i += group, weights += group * Vectors * lanes) {
    const auto column = Column<Vectors>::from(weights);
    UNROLL for (int r = 0; r < Rows; ++r) Sum<Vectors>::add(sums[r], from + r * step + i, column);
  }
}

/// `Rows` positions times `Vectors` vectors of outputs, kept in registers until all is summed.
/// `write(position, output, sum)` takes the result away.
template <int Rows, int Vectors, typename Write>
INLINE void multiply_block(const operand *input, ptrdiff_t step, const ptrdiff_t *taps,
                           const Weights &weights, int first, int position, Write &&write) {
  Sum<Vectors> sums[Rows];
  const auto bias = Sum<Vectors>::from(weights.bias(first));
  UNROLL for (int r = 0; r < Rows; ++r) sums[r] = bias;
  for (int tap = 0; tap < weights.taps; ++tap) {
    accumulate(input + taps[tap], step, weights.inputs, weights.panel(first, tap), sums);
  }
  UNROLL for (int r = 0; r < Rows; ++r) {
    UNROLL for (int v = 0; v < Vectors; ++v) {
      write(position + r, first + v * lanes, Sum<Vectors>::part(sums[r], v));
    }
  }
}

/// `use(rows, position)` for `count` positions, `Rows` at once as long as there are so many, up to
/// `Spare` more if none is left then; `rows` is a constant for the compiler.
template <int Rows, int Spare = 0, typename Use>
INLINE void in_rows(int count, Use &&use) {
  int p = 0;
  if constexpr (Spare == 2) {
    int left = count % Rows;
    if (left <= count / Rows * Spare) {
      for (; left >= 2; p += Rows + 2, left -= 2) use(std::integral_constant<int, Rows + 2>(), p);
      for (; left == 1; p += Rows + 1, left = 0) use(std::integral_constant<int, Rows + 1>(), p);
    }
  }
  for (; p + Rows <= count; p += Rows) use(std::integral_constant<int, Rows>(), p);
  if constexpr (Rows > 4) {
    for (; p + 4 <= count; p += 4) use(std::integral_constant<int, 4>(), p);
  }
  for (; p + 2 <= count; p += 2) use(std::integral_constant<int, 2>(), p);
  if (p < count) use(std::integral_constant<int, 1>(), p);
}

/// Calls `use(rows, vectors, position)` for `count` positions of a panel of `width` outputs; `rows`
/// and `vectors` are constants.
template <typename Use>
INLINE void in_blocks(int count, int width, Use &&use) {
  const auto all = [&](auto vectors) {
    in_rows<rows_at_once<vectors>, spare_rows>(count, [&](auto rows, int p) { use(rows, vectors, p); });
  };
  if (width == 2 * lanes) {
    all(std::integral_constant<int, 2>());
  } else {
    all(std::integral_constant<int, 1>());
  }
}

/// All outputs at `count` positions, `step` numbers apart; tap t reads at `taps[t]` numbers from
/// there.
template <typename Write>
INLINE void multiply(const operand *input, ptrdiff_t step, int count, const ptrdiff_t *taps,
                     const Weights &weights, Write &&write) {
  for (int first = 0; first < weights.outputs; first += 2 * lanes) {
    in_blocks(count, weights.width(first), [&](auto rows, auto vectors, int p) {
      multiply_block<rows, vectors>(input + p * step, step, taps, weights, first, p, write);
    });
  }
}

/// The products of one tap with the panel of outputs that begins with `first`, without bias.
template <typename Write>
INLINE void multiply_tap(const operand *input, ptrdiff_t step, int count, const Weights &weights,
                         int first, int tap, Write &&write) {
  in_blocks(count, weights.width(first), [&](auto rows, auto vectors, int p) {
    Sum<vectors> sums[rows] = {};
    accumulate(input + p * step, step, weights.inputs, weights.panel(first, tap), sums);
    UNROLL for (int r = 0; r < rows; ++r) {
      UNROLL for (int v = 0; v < vectors; ++v) {
        write(p + r, first + v * lanes, Sum<vectors>::part(sums[r], v));
      }
    }
  });
}

/// A product at each position alone: a 1x1 convolution.
template <typename Write>
INLINE void multiply(const operand *input, ptrdiff_t step, int count, const Weights &weights,
                     Write &&write) {
  const ptrdiff_t here = 0;
  multiply(input, step, count, &here, weights, write);
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
