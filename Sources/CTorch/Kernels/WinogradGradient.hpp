// SPDX-License-Identifier: Apache-2.0

// The gradient by the weights of a 3x3 convolution, by Winograd's method: the transposes of the
// forward's transforms, so that a tile of 4x4 outputs takes 36 products a pair of channels here
// too.
#pragma once

#include "Winograd.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

/// Four gradients of a line become six: `transform_outputs`, transposed.
INLINE void transform_output_gradients(const vec *y, vec *d) {
  const vec even = y[0] + y[2] * 0.5f, odd = y[1] * (root / 2) + y[3] * (root / 4);
  const vec far_even = y[0] + y[2] * 2.0f, far_odd = y[1] * root + y[3] * (root * 2);
  d[0] = y[0], d[5] = y[3];
  d[1] = even + odd, d[2] = even - odd;
  d[3] = far_even + far_odd, d[4] = far_even - far_odd;
}

/// Six gradients of a line become three: `transform_weights`, transposed.
INLINE void transform_weight_gradients(const vec *u, vec *g) {
  const vec even = u[1] + u[2], far_even = u[3] + u[4];
  g[0] = u[0] - even * (2.0f / 3) + far_even * (1.0f / 6);
  g[1] = (u[2] - u[1]) * (root / 3) + (u[3] - u[4]) * (root / 6);
  g[2] = u[5] + (far_even - even) * (1.0f / 3);
}

/// Adds to `Rows` inputs' sums the products of `tiles` transformed patches, `step` floats apart,
/// with a panel of transformed gradients.
template <int Rows, int Vectors>
INLINE void accumulate_tiles(const float *patches, ptrdiff_t step, int tiles,
                             const float *gradients, float *to) {
  constexpr int width = Vectors * lanes;
  vec sums[Rows][Vectors];
  UNROLL for (int r = 0; r < Rows; ++r) {
    UNROLL for (int v = 0; v < Vectors; ++v) sums[r][v] = load(to + r * width + v * lanes);
  }
  for (int t = 0; t < tiles; ++t, patches += step, gradients += width) {
    vec row[Vectors];
    UNROLL for (int v = 0; v < Vectors; ++v) row[v] = load(gradients + v * lanes);
    UNROLL for (int r = 0; r < Rows; ++r) {
      const vec x = splat(patches[r]);
      UNROLL for (int v = 0; v < Vectors; ++v) sums[r][v] += x * row[v];
    }
  }
  UNROLL for (int r = 0; r < Rows; ++r) {
    UNROLL for (int v = 0; v < Vectors; ++v) store(to + r * width + v * lanes, sums[r][v]);
  }
}

/// `of_weight` is `[out, 3, 3, in]` in memory; tiles are summed in their order, whatever the
/// threads.
static void filter_gradient(const float *x, const float *of_y, float *of_weight, Extent extent,
                            int outputs) {
  const int inputs = static_cast<int>(extent.channels);
  const WinogradGrid grid{extent};
  // Tiles at once, whose patches and gradients are to stay in the cache.
  const int64_t count = grid.count();
  const int block =
      static_cast<int>(std::min<int64_t>(count, std::clamp(49152 / (inputs + outputs), 32, 192)));
  const ptrdiff_t patch_step = odd_lines(block * inputs);
  const Scratch<float> patches(winograd_products * patch_step);
  const Panels<float> gradients(outputs, winograd_products, block);
  const Panels<float> sums(outputs, winograd_products, inputs);
  memset(sums.panel(0, 0), 0,
         static_cast<size_t>(outputs) * winograd_products * inputs * sizeof(float));
  constexpr int stripe = 8;  // tiles for each memory that is taken
  for (int64_t first = 0; first < count; first += block) {
    const int tiles = static_cast<int>(std::min<int64_t>(block, count - first));
    parallel((tiles + stripe - 1) / stripe, [&](int64_t index) {
      const Scratch<float> border(winograd_products * inputs);
      for (int t = static_cast<int>(index) * stripe;
           t < std::min<int>(tiles, static_cast<int>(index + 1) * stripe); ++t) {
        const WinogradGrid::Tile tile = grid[first + t];
        transform_patch(x, grid, tile, border, patches + t * inputs, patch_step);
        for (int output = 0; output < outputs; output += lanes) {
          const int panel = output / (2 * lanes) * 2 * lanes, width = gradients.width(panel);
          transform_square<winograd_side, winograd_patch, transform_output_gradients>(
              [&](int row, int column) {
                return grid.contains(tile, row, column)
                           ? load(of_y + grid.pixel(tile, row, column) * outputs + output)
                           : splat(0);
              },
              [&](int row, int column, vec value) {
                store(gradients.panel(panel, row * winograd_patch + column) + t * width + output -
                          panel,
                      value);
              });
        }
      }
    });
    parallel(winograd_products, [&](int64_t index) {
      const int product = static_cast<int>(index);
      const float *from = patches + product * patch_step;
      for (int panel = 0; panel < outputs; panel += 2 * lanes) {
        const float *of_products = gradients.panel(panel, product);
        float *to = sums.panel(panel, product);
        if (sums.width(panel) == 2 * lanes) {
          in_rows<6>(inputs, [&](auto rows, int i) {
            accumulate_tiles<rows, 2>(from + i, inputs, tiles, of_products, to + i * 2 * lanes);
          });
        } else {
          in_rows<10>(inputs, [&](auto rows, int i) {
            accumulate_tiles<rows, 1>(from + i, inputs, tiles, of_products, to + i * lanes);
          });
        }
      }
    });
  }
  parallel(outputs / lanes, [&](int64_t index) {
    const int output = static_cast<int>(index) * lanes;
    const int panel = output / (2 * lanes) * 2 * lanes, width = sums.width(panel);
    for (int i = 0; i < inputs; ++i) {
      transform_square<winograd_patch, 3, transform_weight_gradients>(
          [&](int row, int column) {
            return load(sums.panel(panel, row * winograd_patch + column) + i * width + output -
                        panel);
          },
          [&](int row, int column, vec value) {
            float *to = of_weight + (static_cast<ptrdiff_t>(output) * 9 + row * 3 + column) * inputs;
            for (int lane = 0; lane < lanes; ++lane) to[lane * 9 * inputs + i] = value[lane];
          });
    }
  });
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
