// SPDX-License-Identifier: Apache-2.0

// 3x3 convolutions by Winograd's minimal filtering, F(4x4, 3x3) (Lavin and Gray 2016): 4x4 outputs
// come from a patch of 6x6 inputs by 36 products a pair of channels instead of 144.
//
// Polynomials are interpolated at 0, +-1/sqrt(2), +-sqrt(2) and infinity, where float32 loses less
// than at the usual 0, +-1, +-2.
#pragma once

#include <algorithm>

#include "Gemm.hpp"
#include "Kernels.hpp"
#include "Tiles.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

constexpr int winograd_side = 4, winograd_patch = 6, winograd_products = 36;
constexpr float root = 1.41421356237f;

/// Three weights of a line become six.
INLINE void transform_weights(const vec *g, vec *u) {
  const vec even = (g[0] * 2.0f + g[2]) * (-1.0f / 3), odd = g[1] * (root / 3);
  const vec far_even = (g[0] + g[2] * 2.0f) * (1.0f / 6), far_odd = g[1] * (root / 6);
  u[0] = g[0], u[5] = g[2];
  u[1] = even - odd, u[2] = even + odd;
  u[3] = far_even + far_odd, u[4] = far_even - far_odd;
}

/// Six inputs of a line.
INLINE void transform_inputs(const vec *x, vec *v) {
  const vec even = x[4] - x[2] * 2.0f, odd = x[3] * (root / 2) - x[1] * root;
  const vec far_even = x[4] - x[2] * 0.5f, far_odd = x[3] * root - x[1] * (root / 2);
  v[0] = x[0] - x[2] * 2.5f + x[4], v[5] = x[1] - x[3] * 2.5f + x[5];
  v[1] = even + odd, v[2] = even - odd;
  v[3] = far_even + far_odd, v[4] = far_even - far_odd;
}

/// Six sums of products of a line become four outputs.
INLINE void transform_outputs(const vec *m, vec *y) {
  const vec even = m[1] + m[2], odd = m[1] - m[2];
  const vec far_even = m[3] + m[4], far_odd = m[3] - m[4];
  y[0] = m[0] + even + far_even;
  y[1] = odd * (root / 2) + far_odd * root;
  y[2] = even * 0.5f + far_even * 2.0f;
  y[3] = odd * (root / 4) + far_odd * (root * 2) + m[5];
}

/// A transform of all columns of a square, then of all rows of that.
template <int From, int To, auto Transform, typename Read, typename Write>
INLINE void transform_square(Read &&read, Write &&write) {
  vec middle[To][From];
  for (int column = 0; column < From; ++column) {
    vec from[From], to[To];
    UNROLL for (int row = 0; row < From; ++row) from[row] = read(row, column);
    Transform(from, to);
    UNROLL for (int row = 0; row < To; ++row) middle[row][column] = to[row];
  }
  for (int row = 0; row < To; ++row) {
    vec to[To];
    Transform(middle[row], to);
    UNROLL for (int column = 0; column < To; ++column) write(row, column, to[column]);
  }
}

/// Weights `[out, in, 3, 3]`, transformed: a tap for each product.
static Weights winograd_weights(int outputs, int inputs, const float *weight, const float *bias) {
  Weights result(outputs, winograd_products, inputs, bias);
  constexpr int chunk = 8;  // inputs at once, so that what is written is not strewn
  parallel((outputs + 2 * lanes - 1) / (2 * lanes), [&](int64_t panel) {
    const int first = static_cast<int>(panel) * 2 * lanes, width = result.width(first);
    float taps[9][lanes], products[winograd_products][chunk * 2 * lanes];
    for (int start = 0; start < inputs; start += chunk) {
      for (int i = 0; i < chunk; ++i) {
        for (int o = 0; o < width; o += lanes) {
          const float *from = weight + (static_cast<ptrdiff_t>(first + o) * inputs + start + i) * 9;
          for (int lane = 0; lane < lanes; ++lane) {
            for (int tap = 0; tap < 9; ++tap) taps[tap][lane] = from[lane * inputs * 9 + tap];
          }
          transform_square<3, winograd_patch, transform_weights>(
              [&](int row, int column) { return load(taps[row * 3 + column]); },
              [&](int row, int column, vec value) {
                store(products[row * winograd_patch + column] + i * width + o, value);
              });
        }
      }
      for (int product = 0; product < winograd_products; ++product) {
        result.put(products[product], first, product, start, chunk);
      }
    }
  });
  return result;
}

/// A convolution cut into tiles of 4x4 outputs, in the order of memory.
struct WinogradGrid {
  const Extent extent;  // of the input and, but for its channels, of the output
  const int64_t rows = (extent.height + winograd_side - 1) / winograd_side;
  const int64_t columns = (extent.width + winograd_side - 1) / winograd_side;

  struct Tile {
    int64_t image;
    int top, left;
  };
  int64_t count() const { return extent.batch * rows * columns; }
  Tile operator[](int64_t index) const {
    const int64_t line = index / columns;
    return {line / rows, static_cast<int>(line % rows) * winograd_side,
            static_cast<int>(index % columns) * winograd_side};
  }
  /// Where a position is in memory, in pixels.
  ptrdiff_t pixel(const Tile &tile, int row, int column) const {
    return (tile.image * extent.height + tile.top + row) * extent.width + tile.left + column;
  }
  bool contains(const Tile &tile, int row, int column) const {
    return tile.top + row >= 0 && tile.top + row < extent.height && tile.left + column >= 0 &&
           tile.left + column < extent.width;
  }
};

/// Transforms a tile's patch; product i goes to `to + i * step`. `border` has room for a patch.
template <typename Number>
INLINE void transform_patch(const float *x, const WinogradGrid &grid, const WinogradGrid::Tile &tile,
                            float *border, Number *to, ptrdiff_t step) {
  const ptrdiff_t channels = grid.extent.channels;
  const float *from = x + grid.pixel(tile, -1, -1) * channels;
  ptrdiff_t line = grid.extent.width * channels;
  if (!grid.contains(tile, -1, -1) || !grid.contains(tile, winograd_side, winograd_side)) {
    for (int i = 0; i < winograd_products; ++i) {
      const int row = i / winograd_patch, column = i % winograd_patch;
      if (grid.contains(tile, row - 1, column - 1)) {
        memcpy(border + i * channels, from + row * line + column * channels,
               channels * sizeof(float));
      } else {
        memset(border + i * channels, 0, channels * sizeof(float));
      }
    }
    from = border, line = winograd_patch * channels;
  }
  for (int c = 0; c < channels; c += lanes, from += lanes, to += lanes) {
    transform_square<winograd_patch, winograd_patch, transform_inputs>(
        [&](int row, int column) { return load(from + row * line + column * channels); },
        [&](int row, int column, vec value) {
          store(to + (row * winograd_patch + column) * step, value);
        });
  }
}

/// The products of `tiles` tiles' transformed patches with the weights of the outputs `start ..<
/// stop`, summed over the inputs.
INLINE void multiply_patches(const operand *patches, ptrdiff_t patch_step, int tiles,
                             const Weights &weights, int start, int stop, float *sums,
                             ptrdiff_t sum_step) {
  for (int product = 0; product < winograd_products; ++product) {
    for (int panel = start; panel < stop; panel += 2 * lanes) {
      multiply_tap(patches + product * patch_step, weights.inputs, tiles, weights, panel, product,
                   [&](int t, int output, vec sum) {
                     store(sums + product * sum_step + t * (stop - start) + output - start, sum);
                   });
    }
  }
}

/// Outputs from the sums of products of a tile, eight channels: sum i is at `sums + i * step`.
template <typename Write>
INLINE void transform_sums(const WinogradGrid &grid, const WinogradGrid::Tile &tile,
                           const float *sums, ptrdiff_t step, Write &&write) {
  const int rows = static_cast<int>(grid.extent.height) - tile.top;
  const int columns = static_cast<int>(grid.extent.width) - tile.left;
  transform_square<winograd_patch, winograd_side, transform_outputs>(
      [&](int row, int column) { return load(sums + (row * winograd_patch + column) * step); },
      [&](int row, int column, vec value) {
        if (row < rows && column < columns) write(row, column, value);
      });
}

/// Whether it is faster than the plain way: measured.
static bool winograd_pays(const Extent &extent, const ConvolutionShape &shape) {
  return shape.kernel == 3 && shape.stride == 1 && extent.channels >= 16 && shape.outputs >= 16 &&
         WinogradGrid{extent}.count() >= 36;
}

/// As `convolution` does, of kernel 3 and stride 1.
static void winograd_convolution(const float *x, float *y, Extent extent, ConvolutionShape shape,
                                 const float *weight, const float *bias, const float *residual) {
  const int channels = static_cast<int>(extent.channels), outputs = shape.outputs;
  const Weights weights = winograd_weights(outputs, channels, weight, bias);
  const WinogradGrid grid{extent};
  const int64_t count = grid.count(), line = extent.width * outputs;
  // Tiles and outputs at once, whose patches and sums are to stay in the cache. Rows of six tiles
  // are what the product likes best; small images are to have work for several threads.
  const int block = static_cast<int>(std::clamp<int64_t>(count / 8 / 6 * 6, 6, 48));
  const int part = std::min(outputs, 64);
  const ptrdiff_t patch_step = odd_lines<operand>(block * channels);
  const ptrdiff_t sum_step = odd_lines(block * part);
  // Several blocks for each memory that is taken.
  const int64_t stripe = std::clamp<int64_t>(count / block / 16, 1, 16) * block;
  const vec slope = splat(shape.slope);
  parallel((count + stripe - 1) / stripe, [&](int64_t index) {
    const Scratch<operand> patches(winograd_products * patch_step);
    const Scratch<float> sums(winograd_products * sum_step), border(winograd_products * channels);
    const int64_t end = std::min(count, (index + 1) * stripe);
    for (int64_t first = index * stripe; first < end; first += block) {
      const int tiles = static_cast<int>(std::min<int64_t>(block, end - first));
      for (int t = 0; t < tiles; ++t) {
        transform_patch(x, grid, grid[first + t], border, patches + t * channels, patch_step);
      }
      for (int start = 0; start < outputs; start += part) {
        const int stop = std::min(outputs, start + part);
        multiply_patches(patches, patch_step, tiles, weights, start, stop, sums, sum_step);
        for (int t = 0; t < tiles; ++t) {
          const WinogradGrid::Tile tile = grid[first + t];
          for (int output = start; output < stop; output += lanes) {
            const ptrdiff_t corner = grid.pixel(tile, 0, 0) * outputs + output;
            const vec offset = load(weights.bias(output));
            transform_sums(grid, tile, sums + t * (stop - start) + output - start, sum_step,
                           [&](int row, int column, vec value) {
                             const ptrdiff_t i = corner + row * line + column * outputs;
                             value += offset;
                             if (residual) value += load(residual + i);
                             store(y + i, larger(value, slope * value));
                           });
          }
        }
      }
    }
  });
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
