// SPDX-License-Identifier: Apache-2.0

// Convolutions of 1x1 or 3x3 with what comes before them and follows them: a fold of pixels into
// channels, a residual, a rectifier, a sigmoid.
#pragma once

#include <vector>

#include "Gemm.hpp"
#include "Kernels.hpp"
#include "Pointwise.hpp"
#include "Tiles.hpp"
#include "Winograd.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

/// A convolution `[out, in, k, k]`; zeros fill its outputs up to whole vectors, its inputs to whole
/// groups. The taps of a row are one, as their inputs follow each other in memory.
static Weights convolution_weights(int outputs, int inputs, int kernel, const float *weight,
                                   const float *bias) {
  const int padded = (outputs + lanes - 1) / lanes * lanes;
  std::vector<float> offsets(padded);
  if (bias) std::copy(bias, bias + outputs, offsets.begin());
  const int step = (inputs + group - 1) / group * group;
  return Weights(padded, kernel, kernel * step, offsets.data(), [&](int o, int row, int i) {
    const int column = i / step, input = i % step;
    return o < outputs && input < inputs
               ? weight[((static_cast<ptrdiff_t>(o) * inputs + input) * kernel + row) * kernel +
                        column]
               : 0.0f;
  });
}

/// Convolves a tile of the output, by `convolution_weights`. `fill(row, begin, end, to)` writes the
/// input's positions of a row within the image; outside there are zeros. `write(row, column,
/// output, value)` takes the results.
template <typename Fill, typename Write>
INLINE void convolve_tile(const Tile &tile, const Extent &input, int kernel, int stride,
                          const Weights &weights, Fill &&fill, Write &&write) {
  const int channels = weights.inputs / kernel, margin = kernel / 2;
  const int first = tile.left * stride - margin, span = (tile.width() - 1) * stride + kernel;
  const int begin = std::max(first, 0);
  const int end = std::min<int>(first + span, static_cast<int>(input.width));
  const size_t row_size = static_cast<size_t>(span) * channels;
  const Scratch<operand> rows(row_size * kernel);
  memset(rows, 0, row_size * kernel * sizeof(operand));  // left and right stay so
  const auto slot = [&](int row) { return rows + row_size * ((row + kernel) % kernel); };
  int next = tile.top * stride - margin;  // the first input row that is not there yet
  for (int row = tile.top; row < tile.bottom; ++row) {
    for (; next <= row * stride + margin; ++next) {
      operand *to = slot(next) + static_cast<ptrdiff_t>(begin - first) * channels;
      if (next >= 0 && next < input.height) {
        fill(next, begin, end, to);
      } else {
        memset(to, 0, static_cast<size_t>(end - begin) * channels * sizeof(operand));
      }
    }
    ptrdiff_t taps[3];
    for (int tap = 0; tap < kernel; ++tap) taps[tap] = slot(row * stride - margin + tap) - rows;
    multiply(rows, static_cast<ptrdiff_t>(stride) * channels, tile.width(), taps, weights,
             [&](int p, int output, vec value) { write(row, tile.left + p, output, value); });
  }
}

/// Fills from features as they are.
INLINE auto copied(const float *x, const Tile &tile, const Extent &extent) {
  const float *image = x + tile.image * extent.height * extent.width * extent.channels;
  return [=](int row, int begin, int end, operand *to) {
    copy(image + (row * extent.width + begin) * extent.channels, to,
         (end - begin) * extent.channels);
  };
}

static void convolution(const float *x, float *y, Extent extent, ConvolutionShape shape,
                        const float *weight, const float *bias, const float *residual) {
  if (winograd_pays(extent, shape)) {
    return winograd_convolution(x, y, extent, shape, weight, bias, residual);
  }
  const int channels = static_cast<int>(extent.channels), outputs = shape.outputs;
  const Weights weights = convolution_weights(outputs, channels, shape.kernel, weight, bias);
  const int64_t height = (extent.height - 1) / shape.stride + 1;
  const int64_t width = (extent.width - 1) / shape.stride + 1;
  const Tiling tiling(extent.batch, height, width);
  const vec slope = splat(shape.slope);
  parallel(tiling.count(), [&](int64_t index) {
    const Tile tile = tiling[index];
    convolve_tile(
        tile, extent, shape.kernel, shape.stride, weights, copied(x, tile, extent),
        [&](int row, int column, int output, vec value) {
          const ptrdiff_t i = ((tile.image * height + row) * width + column) * outputs + output;
          if (residual) value += load(residual + i);
          store(y + i, larger(value, slope * value));
        });
  });
}

static void fold_convolution(const float *image, float *y, Extent extent, int fold,
                             const float *weight, const float *bias) {
  const int outputs = static_cast<int>(extent.channels), channels = fold * fold;
  const Weights weights = convolution_weights(outputs, channels, 3, weight, bias);
  const int step = weights.inputs / 3;
  const Tiling tiling(extent.batch, extent.height, extent.width);
  parallel(tiling.count(), [&](int64_t index) {
    const Tile tile = tiling[index];
    convolve_tile(
        tile, extent, 3, 1, weights,
        [&](int row, int begin, int end, operand *to) {
          for (int dy = 0; dy < fold; ++dy) {
            const float *from =
                image + ((tile.image * extent.height + row) * fold + dy) * extent.width * fold;
            for (int x = begin; x < end; ++x) {
              for (int dx = 0; dx < fold; ++dx) {
                to[(x - begin) * step + dy * fold + dx] = operand(from[x * fold + dx]);
              }
            }
          }
        },
        [&](int row, int column, int output, vec value) {
          store(y + ((tile.image * extent.height + row) * extent.width + column) * outputs + output,
                value);
        });
  });
}

/// `[N, C, H fold, W fold]`, row-major, to whose blocks of pixels the channels of
/// `[N, C fold fold, H, W]` unfold.
class Unfolded {
 public:
  Unfolded(float *to, const Extent &extent, int fold, int channels)
      : to_(to), extent_(extent), fold_(fold), channels_(channels), places_(channels) {
    const int64_t line = extent.width * fold;
    for (int c = 0; c < channels; ++c) {
      const int plane = c / (fold * fold), place = c % (fold * fold);
      places_[c] = (plane * extent.height * fold + place / fold) * line + place % fold;
    }
  }

  /// Channels `begin` to `end` of one position, both multiples of the pixels that lie next to each
  /// other.
  void put(int64_t image, int row, int column, int begin, int end, const float *values) {
    float *to = to_ + image * channels_ * extent_.height * extent_.width +
                (row * fold_ * extent_.width + column) * fold_;
    if (fold_ % 4 == 0) return copy<4>(to, begin, end, values);
    if (fold_ % 2 == 0) return copy<2>(to, begin, end, values);
    copy<1>(to, begin, end, values);
  }

 private:
  template <int run>
  void copy(float *to, int begin, int end, const float *values) {
    for (int c = begin; c < end; c += run) {
      memcpy(to + places_[c], values + (c - begin), run * sizeof(float));
    }
  }

  float *to_;
  Extent extent_;
  int fold_, channels_;
  std::vector<int64_t> places_;
};

static void convolution_unfold(const float *x, float *image, float *others, Extent extent, int fold,
                               int other_fold, int other_count, const float *weight,
                               const float *bias) {
  const int channels = static_cast<int>(extent.channels), pixels = fold * fold;
  const int outputs = pixels + other_count;
  const Weights weights = convolution_weights(outputs, channels, 3, weight, bias);
  Unfolded unfolded(image, extent, fold, pixels);
  Unfolded other(others, extent, other_fold, other_count);
  const Tiling tiling(extent.batch, extent.height, extent.width);
  parallel(tiling.count(), [&](int64_t index) {
    const Tile tile = tiling[index];
    convolve_tile(tile, extent, 3, 1, weights, copied(x, tile, extent),
                  [&](int row, int column, int output, vec value) {
                    const int end = std::min(output + lanes, outputs);
                    float values[lanes];
                    if (output < pixels) {
                      store(values, sigmoid(value));
                      unfolded.put(tile.image, row, column, output, std::min(end, pixels), values);
                    }
                    if (end > pixels) {
                      store(values, value);
                      const int begin = std::max(output, pixels);
                      other.put(tile.image, row, column, begin - pixels, end - pixels,
                                values + (begin - output));
                    }
                  });
  });
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
