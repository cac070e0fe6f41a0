// Convolutions of 1x1 or 3x3 with what follows them: a residual, a rectifier.
#pragma once

#include "Gemm.hpp"
#include "Kernels.hpp"
#include "Tiles.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

static void convolution(const float *x, float *y, Extent extent, ConvolutionShape shape,
                        const float *weight, const float *bias, const float *residual) {
  const int channels = static_cast<int>(extent.channels), outputs = shape.outputs;
  const int kernel = shape.kernel, margin = kernel / 2, stride = shape.stride;
  const Weights weights(outputs, kernel * kernel, channels, bias, [&](int o, int tap, int i) {
    return weight[(static_cast<ptrdiff_t>(o) * channels + i) * kernel * kernel + tap];
  });
  const int64_t height = (extent.height - 1) / stride + 1, width = (extent.width - 1) / stride + 1;
  const Tiling tiling(extent.batch, height, width);
  const vec slope = splat(shape.slope);
  parallel(tiling.count(), [&](int64_t index) {
    const Tile tile = tiling[index];
    // The input rows of a tile, side by side with zeros outside of the image.
    const int first = tile.left * stride - margin, span = (tile.width() - 1) * stride + kernel;
    const size_t row_size = static_cast<size_t>(span) * channels;
    const Scratch rows(row_size * kernel);
    ptrdiff_t taps[9];
    int next = tile.top * stride - margin;  // the first input row that is not there yet
    const auto slot = [&](int row) { return rows + row_size * ((row + kernel) % kernel); };
    for (int row = tile.top; row < tile.bottom; ++row) {
      for (; next <= row * stride + margin; ++next) {
        float *to = slot(next);
        const bool is_inside = next >= 0 && next < extent.height;
        const int begin = std::max(first, 0);
        const int end = std::min<int>(first + span, static_cast<int>(extent.width));
        if (!is_inside) {
          memset(to, 0, row_size * sizeof(float));
          continue;
        }
        memset(to, 0, static_cast<size_t>(begin - first) * channels * sizeof(float));
        memcpy(to + static_cast<ptrdiff_t>(begin - first) * channels,
               x + ((tile.image * extent.height + next) * extent.width + begin) * channels,
               static_cast<size_t>(end - begin) * channels * sizeof(float));
        memset(to + static_cast<ptrdiff_t>(end - first) * channels, 0,
               static_cast<size_t>(first + span - end) * channels * sizeof(float));
      }
      for (int tap = 0; tap < kernel * kernel; ++tap) {
        taps[tap] = slot(row * stride - margin + tap / kernel) + tap % kernel * channels - rows;
      }
      const ptrdiff_t start = ((tile.image * height + row) * width + tile.left) * outputs;
      multiply(rows, static_cast<ptrdiff_t>(stride) * channels, tile.width(), taps, weights,
               [&](int p, int output, vec value) {
                 const ptrdiff_t i = start + static_cast<ptrdiff_t>(p) * outputs + output;
                 if (residual) value += load(residual + i);
                 store(y + i, larger(value, slope * value));
               });
    }
  });
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
