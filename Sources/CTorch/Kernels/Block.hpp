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
      const float norms = std::sqrt(sums.queries[i]) * std::sqrt(sums.keys[head * size + j]);
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

static void channel_transformer_block(const float *x, float *y, Extent extent,
                                      const BlockWeights &weights) {
  const int channels = static_cast<int>(extent.channels), heads = weights.heads;
  const int size = channels / heads, hidden = weights.hidden;
  const Weights qkv = normalized_weights(3 * channels, channels, weights.qkv, weights.norm1);
  const Tiling tiling(extent.batch, extent.height, extent.width);
  const auto at = [&](auto *image, const Tile &tile, int row, int column) {
    return image + ((tile.image * extent.height + row) * extent.width + column) * channels;
  };

  // Pass one: V, and the sums over Q and K, which are not kept.
  const Scratch<operand> values(extent.batch * extent.height * extent.width * channels);
  std::vector<AttentionSums> sums(tiling.count(), AttentionSums(channels, heads));
  std::vector<DepthwiseWeights> depthwise;
  for (int c = 0; c < 3 * channels; c += lanes) {
    depthwise.push_back(DepthwiseWeights::read(weights.qkv_depthwise, c));
  }
  parallel(tiling.count(), [&](int64_t index) {
    const Tile tile = tiling[index];
    AttentionSums &own = sums[index];
    const ptrdiff_t ring_step = odd_lines(3 * channels), row_step = odd_lines(2 * channels);
    const RowRing ring(tile.width(), ring_step);
    const Scratch<operand> normal((tile.width() + 2) * channels);
    const Scratch<operand> pairs((tile.width() + 1) * 2 * channels);
    const Scratch<float> row(tile.width() * row_step);
    convolve_rows(
        tile, extent, ring_step, ring,
        [&](int y, int first, int count, float *to) {
          if (y + 1 < extent.height) prefetch(at(x, tile, y + 1, first), count * channels);
          normalize_row(at(x, tile, y, first), +normal, count, channels);
          multiply(normal, channels, count, qkv, [&](int p, int output, vec value) {
            store(to + p * ring_step + output, value);
          });
        },
        [&](int y, const float *above, const float *here, const float *below) {
          operand *value = at(+values, tile, y, tile.left);
          in_rows<4>(tile.width(), [&](auto count, int p) {
            for (int c = 0; c < 3 * channels; c += lanes) {
              const ptrdiff_t offset = p * ring_step + c;
              vec sums[count];
              DepthwiseWeights::at(depthwise[c / lanes], above + offset, here + offset,
                                   below + offset, ring_step, sums);
              UNROLL for (int i = 0; i < count; ++i) {
                if (c < 2 * channels) {
                  store(row + (p + i) * row_step + c, sums[i]);
                } else {
                  store(value + (p + i) * channels + c - 2 * channels, sums[i]);
                }
              }
            }
          });
          const GroupedRows rows = grouped(row, row_step, tile.width(), 2 * channels, pairs);
          for (int i = 0; i < channels; i += lanes) {
            add_squares(row + i, row_step, tile.width(), &own.queries[i]);
            add_squares(row + channels + i, row_step, tile.width(), &own.keys[i]);
            const int head = i / size * size;
            add_products(rows, i, channels + head, channels + head + size,
                         &own.products[static_cast<size_t>(i) * size], size);
          }
        });
  });

  std::vector<Weights> attention;
  std::vector<float> matrix(static_cast<size_t>(channels) * channels);
  for (int64_t image = 0; image < extent.batch; ++image) {
    AttentionSums total(channels, heads);
    for (int64_t i = 0; i < tiling.per_image(); ++i) total.add(sums[image * tiling.per_image() + i]);
    attention_matrix(total, channels, heads, weights.temperature, weights.projection,
                     matrix.data());
    attention.push_back(plain_weights(channels, channels, matrix.data()));
  }

  // Pass two: attention's result and all of the feed-forward.
  const Weights in = normalized_weights(2 * hidden, channels, weights.in, weights.norm2);
  const Weights out = plain_weights(channels, hidden, weights.out);
  depthwise.clear();
  for (int c = 0; c < 2 * hidden; c += lanes) {
    depthwise.push_back(DepthwiseWeights::read(weights.depthwise, c));
  }
  parallel(tiling.count(), [&](int64_t index) {
    const Tile tile = tiling[index];
    const ptrdiff_t ring_step = odd_lines(2 * hidden);
    const RowRing ring(tile.width(), ring_step), attended(tile.width(), channels);
    const Scratch<operand> normal((tile.width() + 2) * channels), gated(tile.width() * hidden);
    convolve_rows(
        tile, extent, ring_step, ring,
        [&](int y, int first, int count, float *to) {
          const float *input = at(x, tile, y, first);
          if (y + 1 < extent.height) {
            prefetch(at(x, tile, y + 1, first), count * channels);
            prefetch(at(+values, tile, y + 1, first), count * channels);
          }
          float *sum = attended.row(y) + (first - tile.left + 1) * channels;
          multiply(at(+values, tile, y, first), channels, count, attention[tile.image],
                   [&](int p, int output, vec value) {
                     const ptrdiff_t i = static_cast<ptrdiff_t>(p) * channels + output;
                     store(sum + i, load(input + i) + value);
                   });
          normalize_row(sum, +normal, count, channels);
          multiply(normal, channels, count, in, [&](int p, int output, vec value) {
            store(to + p * ring_step + output, value);
          });
        },
        [&](int row, const float *above, const float *here, const float *below) {
          in_rows<4>(tile.width(), [&](auto count, int p) {
            const auto convolve = [&](int c, vec(&sums)[count]) {
              const ptrdiff_t offset = p * ring_step + c;
              DepthwiseWeights::at(depthwise[c / lanes], above + offset, here + offset,
                                   below + offset, ring_step, sums);
            };
            for (int c = 0; c < hidden; c += lanes) {
              vec gates[count], sums[count];
              convolve(c, gates);
              convolve(hidden + c, sums);
              UNROLL for (int i = 0; i < count; ++i) {
                store(gated + (p + i) * hidden + c, gelu(gates[i]) * sums[i]);
              }
            }
          });
          const float *sum = attended.row(row) + channels;
          float *to = at(y, tile, row, tile.left);
          multiply(gated, hidden, tile.width(), out, [&](int p, int output, vec value) {
            const ptrdiff_t i = static_cast<ptrdiff_t>(p) * channels + output;
            store(to + i, load(sum + i) + value);
          });
        });
  });
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
