// SPDX-License-Identifier: Apache-2.0

// The Restormer block in two passes over memory.
#pragma once

#include <cmath>
#include <vector>

#include "Gemm.hpp"
#include "Kernels.hpp"
#include "Pointwise.hpp"
#include "Tiles.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

/// Sums of one tile that attention across channels needs: `q_i k_j` within each head, and squares.
struct AttentionSums {
  std::vector<float> products, queries, keys;
  AttentionSums(int channels, int heads)
      : products(static_cast<size_t>(channels) * channels / heads), queries(channels),
        keys(channels) {}

  void add(const AttentionSums &other) {
    const auto plus = [](std::vector<float> &a, const std::vector<float> &b) {
      for (size_t i = 0; i < a.size(); ++i) a[i] += b[i];
    };
    plus(products, other.products);
    plus(queries, other.queries);
    plus(keys, other.keys);
  }
};

INLINE void add_to(float *to, vec value) { store(to, load(to) + value); }

/// Adds a row's squares of eight channels.
INLINE void add_squares(const float *row, ptrdiff_t step, int count, float *to) {
  vec total = splat(0);
  for (int p = 0; p < count; ++p, row += step) {
    const vec x = load(row);
    total += x * x;
  }
  add_to(to, total);
}

/// Adds the products of eight channels from `i` of grouped rows with `Vectors` vectors of them from
/// `j`; `to` has rows of `width`.
template <int Vectors>
INLINE void add_products(const GroupedRows &rows, int i, int j, float *to, ptrdiff_t width) {
  Sum<Vectors> totals[lanes] = {};
  const operand *a = rows.values + i * group, *b = rows.values + j * group;
  for (int g = 0; g < rows.groups; ++g, a += rows.step, b += rows.step) {
    const auto column = Column<Vectors>::from(b);
    UNROLL for (int r = 0; r < lanes; ++r) Sum<Vectors>::add(totals[r], a + r * group, column);
  }
  UNROLL for (int r = 0; r < lanes; ++r) {
    UNROLL for (int v = 0; v < Vectors; ++v) {
      add_to(to + r * width + v * lanes, Sum<Vectors>::part(totals[r], v));
    }
  }
}

/// The same with all channels `begin ..< end`, as many vectors at once as a sum has registers for.
INLINE void add_products(const GroupedRows &rows, int i, int begin, int end, float *to,
                         ptrdiff_t width) {
  int j = begin;
  for (; group > 1 && j + group * lanes <= end; j += group * lanes, to += group * lanes) {
    add_products<group>(rows, i, j, to, width);
  }
  for (; j < end; j += lanes, to += lanes) add_products<1>(rows, i, j, to, width);
}

/// `projection softmax(Q K^T t / (|q| |k|))`, `[C, C]`: attention and projection as one matrix.
static void attention_matrix(const AttentionSums &sums, int channels, int heads,
                             const float *temperature, const float *projection, float *matrix) {
  const int size = channels / heads;
  std::vector<float> weights(static_cast<size_t>(channels) * size);
  for (int i = 0; i < channels; ++i) {
    const int head = i / size;
    float *row = &weights[static_cast<size_t>(i) * size], largest = -INFINITY, total = 0;
    for (int j = 0; j < size; ++j) {
      // A sum that is nothing may have been rounded to less.
      const float norms = std::sqrt(std::max(sums.queries[i], 0.0f)) *
                          std::sqrt(std::max(sums.keys[head * size + j], 0.0f));
      row[j] = sums.products[static_cast<size_t>(i) * size + j] * temperature[head] /
               std::max(norms, 1e-12f);
      largest = std::max(largest, row[j]);
    }
    for (int j = 0; j < size; ++j) total += row[j] = std::exp(row[j] - largest);
    for (int j = 0; j < size; ++j) row[j] /= total;
  }
  for (int o = 0; o < channels; ++o) {
    for (int j = 0; j < channels; ++j) {
      const int first = j / size * size;
      float value = 0;
      for (int i = first; i < first + size; ++i) {
        value += projection[o * channels + i] * weights[static_cast<size_t>(i) * size + j - first];
      }
      matrix[o * channels + j] = value;
    }
  }
}

/// A 1x1 convolution of a layer normalization, whose scale and offset go into the weights; `offset`
/// NULL or the convolution's own.
static Weights normalized_weights(int outputs, int inputs, const float *weight,
                                  const LayerNormWeights &norm, const float *offset = nullptr) {
  std::vector<float> bias(outputs);
  if (offset) std::copy(offset, offset + outputs, bias.begin());
  for (int o = 0; o < outputs; ++o) {
    for (int i = 0; i < inputs; ++i) bias[o] += weight[o * inputs + i] * norm.bias[i];
  }
  return Weights(outputs, 1, inputs, bias.data(), [&](int o, int, int i) {
    return weight[o * inputs + i] * norm.weight[i];
  });
}

static Weights plain_weights(int outputs, int inputs, const float *weight) {
  return Weights(outputs, 1, inputs, nullptr,
                 [&](int o, int, int i) { return weight[o * inputs + i]; });
}

/// Goes down a tile with a depthwise convolution: `fill(y, first, count, to)` writes positions
/// `first ..< first + count` of row y, `use(y, above, here, below)` reads three rows, which point
/// at the position left of the tile. Outside of the image there are zeros.
template <typename Fill, typename Use>
INLINE void convolve_rows(const Tile &tile, const Extent &extent, int channels,
                          const RowRing &ring, Fill &&fill, Use &&use) {
  const int left = std::max(tile.left - 1, 0);
  const int right = std::min<int>(tile.right + 1, static_cast<int>(extent.width));
  for (int y = tile.top - 1; y <= tile.bottom; ++y) {
    if (y < 0 || y >= extent.height) {
      ring.clear(y);
    } else {
      if (tile.left == 0) ring.clear(y, 0);
      if (tile.right == extent.width) ring.clear(y, tile.width() + 1);
      fill(y, left, right - left, ring.row(y) + (left - tile.left + 1) * channels);
    }
    if (y > tile.top) use(y - 1, ring.row(y - 2), ring.row(y - 1), ring.row(y));
  }
}

/// The image of a block, `[N, H, W, C]`, and what both passes over it share.
struct BlockInput {
  const float *x;
  const Extent extent;
  const int channels, heads, hidden;
  const Tiling tiling;

  BlockInput(const float *x, const Extent &extent, const BlockWeights &weights)
      : x(x), extent(extent), channels(static_cast<int>(extent.channels)), heads(weights.heads),
        hidden(weights.hidden), tiling(extent.batch, extent.height, extent.width) {}

  /// Where a position of a tile's image lies in `image`, which is as large as `x`.
  template <typename T>
  T *at(T *image, const Tile &tile, int row, int column) const {
    return image + ((tile.image * extent.height + row) * extent.width + column) * channels;
  }
};

static std::vector<DepthwiseWeights> depthwise_weights(const float *weights, int channels) {
  std::vector<DepthwiseWeights> all;
  for (int c = 0; c < channels; c += lanes) all.push_back(DepthwiseWeights::read(weights, c));
  return all;
}

/// Three rows of a ring, `step` floats a position.
struct RingRows {
  const float *above, *here, *below;
  const ptrdiff_t step;

  /// The depthwise convolution of the channels from `c` on, at positions from `p` on.
  template <int Count>
  INLINE void convolve(const RingRows &rows, const std::vector<DepthwiseWeights> &depthwise, int p,
                       int c, vec (&sums)[Count]) {
    const ptrdiff_t offset = p * rows.step + c;
    DepthwiseWeights::at(depthwise[c / lanes], rows.above + offset, rows.here + offset,
                         rows.below + offset, rows.step, sums);
  }
};

/// Convolves a row of Q, K and V: the first two go to `pairs`, `step` floats a position, V to
/// `values`.
INLINE void convolve_qkv(const RingRows &rows, const std::vector<DepthwiseWeights> &depthwise,
                         int width, int channels, float *pairs, ptrdiff_t step, operand *values) {
  in_rows<4>(width, [&](auto count, int p) {
    for (int c = 0; c < 3 * channels; c += lanes) {
      vec sums[count];
      RingRows::convolve(rows, depthwise, p, c, sums);
      UNROLL for (int i = 0; i < count; ++i) {
        if (c < 2 * channels) {
          store(pairs + (p + i) * step + c, sums[i]);
        } else {
          store(values + (p + i) * channels + c - 2 * channels, sums[i]);
        }
      }
    }
  });
}

/// Adds a row of Q and K to the sums; `room` is for the row in groups.
INLINE void add_row(const float *pairs, ptrdiff_t step, int width, int channels, int size,
                    operand *room, AttentionSums &sums) {
  const GroupedRows rows = grouped(pairs, step, width, 2 * channels, room);
  for (int i = 0; i < channels; i += lanes) {
    add_squares(pairs + i, step, width, &sums.queries[i]);
    add_squares(pairs + channels + i, step, width, &sums.keys[i]);
    const int head = i / size * size;
    add_products(rows, i, channels + head, channels + head + size,
                 &sums.products[static_cast<size_t>(i) * size], size);
  }
}

/// Pass one: V, and the sums of each tile over Q and K, which are not kept.
static std::vector<AttentionSums> attention_pass(const BlockInput &input,
                                                 const BlockWeights &weights, operand *values) {
  const int channels = input.channels, size = channels / input.heads;
  const Weights qkv = normalized_weights(3 * channels, channels, weights.qkv, weights.norm1);
  const auto depthwise = depthwise_weights(weights.qkv_depthwise, 3 * channels);
  std::vector<AttentionSums> sums(input.tiling.count(), AttentionSums(channels, input.heads));
  parallel(input.tiling.count(), [&](int64_t index) {
    const Tile tile = input.tiling[index];
    const ptrdiff_t ring_step = odd_lines(3 * channels), row_step = odd_lines(2 * channels);
    const RowRing ring(tile.width(), ring_step);
    const Scratch<operand> normal((tile.width() + 2) * channels);
    const Scratch<operand> room((tile.width() + 1) * 2 * channels);
    const Scratch<float> pairs(tile.width() * row_step);
    convolve_rows(
        tile, input.extent, ring_step, ring,
        [&](int y, int first, int count, float *to) {
          const float *from = input.at(input.x, tile, y, first);
          if (y + 1 < input.extent.height) {
            prefetch(input.at(input.x, tile, y + 1, first), count * channels);
          }
          normalize_row(from, +normal, count, channels);
          multiply(normal, channels, count, qkv, [&](int p, int output, vec value) {
            store(to + p * ring_step + output, value);
          });
        },
        [&](int y, const float *above, const float *here, const float *below) {
          convolve_qkv({above, here, below, ring_step}, depthwise, tile.width(), channels, +pairs,
                       row_step, input.at(values, tile, y, tile.left));
          add_row(+pairs, row_step, tile.width(), channels, size, +room, sums[index]);
        });
  });
  return sums;
}

/// Each image's attention and projection as one matrix.
static std::vector<Weights> attention_weights(const BlockInput &input, const BlockWeights &weights,
                                              const std::vector<AttentionSums> &sums) {
  const int channels = input.channels;
  const int64_t tiles = input.tiling.per_image();
  std::vector<Weights> attention;
  std::vector<float> matrix(static_cast<size_t>(channels) * channels);
  for (int64_t image = 0; image < input.extent.batch; ++image) {
    AttentionSums total(channels, input.heads);
    for (int64_t i = 0; i < tiles; ++i) total.add(sums[image * tiles + i]);
    attention_matrix(total, channels, input.heads, weights.temperature, weights.projection,
                     matrix.data());
    attention.push_back(plain_weights(channels, channels, matrix.data()));
  }
  return attention;
}

/// `x + product(rows)` of positions next to each other, to `sum`; `inputs` operands a position.
INLINE void multiply_adding(const float *x, const operand *rows, int inputs, int count,
                            int channels, const Weights &product, float *sum) {
  multiply(rows, inputs, count, product, [&](int p, int output, vec value) {
    const ptrdiff_t i = static_cast<ptrdiff_t>(p) * channels + output;
    store(sum + i, load(x + i) + value);
  });
}

/// Convolves a row of gates and of what they let through, to `gated`.
INLINE void gate_row(const RingRows &rows, const std::vector<DepthwiseWeights> &depthwise,
                     int width, int hidden, operand *gated) {
  in_rows<4>(width, [&](auto count, int p) {
    for (int c = 0; c < hidden; c += lanes) {
      vec gates[count], sums[count];
      RingRows::convolve(rows, depthwise, p, c, gates);
      RingRows::convolve(rows, depthwise, p, hidden + c, sums);
      UNROLL for (int i = 0; i < count; ++i) {
        store(gated + (p + i) * hidden + c, gelu(gates[i]) * sums[i]);
      }
    }
  });
}

/// Pass two: attention's result and all of the feed-forward, to `y`.
static void feed_forward_pass(const BlockInput &input, const BlockWeights &weights,
                              const std::vector<Weights> &attention, const operand *values,
                              float *y) {
  const int channels = input.channels, hidden = input.hidden;
  const Weights in = normalized_weights(2 * hidden, channels, weights.in, weights.norm2);
  const Weights out = plain_weights(channels, hidden, weights.out);
  const auto depthwise = depthwise_weights(weights.depthwise, 2 * hidden);
  parallel(input.tiling.count(), [&](int64_t index) {
    const Tile tile = input.tiling[index];
    const ptrdiff_t step = odd_lines(2 * hidden);
    const RowRing ring(tile.width(), step), attended(tile.width(), channels);
    const Scratch<operand> normal((tile.width() + 2) * channels), gated(tile.width() * hidden);
    convolve_rows(
        tile, input.extent, step, ring,
        [&](int row, int first, int count, float *to) {
          if (row + 1 < input.extent.height) {
            prefetch(input.at(input.x, tile, row + 1, first), count * channels);
            prefetch(input.at(values, tile, row + 1, first), count * channels);
          }
          float *sum = attended.row(row) + (first - tile.left + 1) * channels;
          multiply_adding(input.at(input.x, tile, row, first), input.at(values, tile, row, first),
                          channels, count, channels, attention[tile.image], sum);
          normalize_row(sum, +normal, count, channels);
          multiply(normal, channels, count, in,
                   [&](int p, int output, vec value) { store(to + p * step + output, value); });
        },
        [&](int row, const float *above, const float *here, const float *below) {
          gate_row({above, here, below, step}, depthwise, tile.width(), hidden, +gated);
          multiply_adding(attended.row(row) + channels, +gated, hidden, tile.width(), channels, out,
                          input.at(y, tile, row, tile.left));
        });
  });
}

static void channel_transformer_block(const float *x, float *y, Extent extent,
                                      const BlockWeights &weights) {
  const BlockInput input(x, extent, weights);
  const Scratch<operand> values(extent.batch * extent.height * extent.width * extent.channels);
  const auto sums = attention_pass(input, weights, +values);
  feed_forward_pass(input, weights, attention_weights(input, weights, sums), +values, y);
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
