// SPDX-License-Identifier: Apache-2.0

// The Vision Transformer's block: attention between tokens, a piece of them at a time, so that
// neither scores nor what the feed-forward expands to leave the cache.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "Block.hpp"
#include "Gemm.hpp"
#include "Kernels.hpp"
#include "Pointwise.hpp"
#include "Tiles.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

/// Linear layers `[out, in]` with a bias.
static Weights linear_weights(int outputs, int inputs, const LinearWeights &layer) {
  return Weights(outputs, 1, inputs, layer.bias,
                 [&](int o, int, int i) { return layer.weight[o * inputs + i]; });
}

/// One head's pooled keys and values of one image, as the matrices of two products.
struct HeadContext {
  Weights keys, values;
};

/// `all` holds queries, keys and values of the image's tokens, 3 D floats a token. Keys go up to a
/// whole vector; those beyond the last are scored so low that they count nothing.
static std::unique_ptr<HeadContext> head_context(const float *all, const TokenGrid &grid, int head,
                                                 int size) {
  const int pooling = grid.pooling, columns = grid.columns / pooling;
  const int count = grid.rows / pooling * columns, padded = (count + lanes - 1) / lanes * lanes;
  std::vector<float> offsets(padded);
  std::fill(offsets.begin() + count, offsets.end(), -1e30f);
  // The mean over the tokens that share a key; `first` says where in a token.
  const auto mean = [&](int key, int first) {
    if (key >= count) return 0.0f;
    const int top = key / columns * pooling, left = key % columns * pooling;
    float total = 0;
    for (int y = top; y < top + pooling; ++y) {
      for (int x = left; x < left + pooling; ++x) {
        total += all[static_cast<ptrdiff_t>(y * grid.columns + x) * 3 * grid.width + first];
      }
    }
    return total / static_cast<float>(pooling * pooling);
  };
  const int keys = grid.width + head * size, values = keys + grid.width;
  return std::unique_ptr<HeadContext>(new HeadContext{
      Weights(padded, 1, size, offsets.data(),
              [&](int key, int, int i) { return mean(key, keys + i); }),
      Weights(size, 1, padded, nullptr,
              [&](int output, int, int key) { return mean(key, values + output); })});
}

/// `exp(scale (x - max x))` of a row; gives the reciprocal of their sum.
INLINE float softmax_row(const float *row, operand *to, int count, float scale) {
  vec largest = load(row);
  for (int i = lanes; i < count; i += lanes) largest = larger(largest, load(row + i));
  float top = largest[0];
  for (int i = 1; i < lanes; ++i) top = std::max(top, largest[i]);
  vec total = splat(0);
  for (int i = 0; i < count; i += lanes) {
    const vec value = exponential((load(row + i) - splat(top)) * splat(scale));
    store(to + i, value);
    total += value;
  }
  return 1.0f / sum(total);
}

static void token_block(const float *x, float *y, TokenGrid grid, const TokenBlockWeights &block) {
  constexpr int piece = 48;
  const int width = grid.width, size = width / block.heads, tokens = grid.rows * grid.columns;
  const int pieces = (tokens + piece - 1) / piece;
  const float scale = 1.0f / std::sqrt(static_cast<float>(size));
  const Weights to_all =
      normalized_weights(3 * width, width, block.qkv.weight, block.norm1, block.qkv.bias);
  const Weights projection = linear_weights(width, width, block.projection);
  const Weights expansion = normalized_weights(block.hidden, width, block.expansion.weight,
                                               block.norm2, block.expansion.bias);
  const Weights contraction = linear_weights(width, block.hidden, block.contraction);

  const Scratch<float> all(static_cast<size_t>(grid.batch) * tokens * 3 * width);
  const auto each_piece = [&](auto &&body) {
    parallel(grid.batch * pieces, [&](int64_t index) {
      const int first = static_cast<int>(index % pieces) * piece;
      body(index / pieces, first, std::min(piece, tokens - first));
    });
  };
  each_piece([&](int64_t image, int first, int count) {
    const Scratch<operand> rows(static_cast<size_t>(piece) * width);
    const ptrdiff_t token = image * tokens + first;
    normalize_row(x + token * width, +rows, count, width);
    multiply(rows, width, count, to_all, [&](int p, int output, vec value) {
      store(all + (token + p) * 3 * width + output, value);
    });
  });

  std::vector<std::unique_ptr<HeadContext>> contexts(grid.batch * block.heads);
  parallel(grid.batch * block.heads, [&](int64_t index) {
    contexts[index] = head_context(all + index / block.heads * tokens * 3 * width, grid,
                                   static_cast<int>(index % block.heads), size);
  });

  each_piece([&](int64_t image, int first, int count) {
    const ptrdiff_t token = image * tokens + first;
    const int keys = contexts[0]->keys.outputs;
    const Scratch<float> scores(static_cast<size_t>(piece) * keys);
    const Scratch<operand> rows(static_cast<size_t>(piece) * std::max(width, keys));
    const Scratch<operand> mixed(static_cast<size_t>(piece) * std::max(width, block.hidden));
    for (int head = 0; head < block.heads; ++head) {
      const HeadContext &context = *contexts[image * block.heads + head];
      for (int p = 0; p < count; ++p) {
        copy(all + (token + p) * 3 * width + head * size, rows + p * size, size);
      }
      multiply(rows, size, count, context.keys,
               [&](int p, int key, vec value) { store(scores + p * keys + key, value); });
      float shares[piece];
      for (int p = 0; p < count; ++p) {
        shares[p] = softmax_row(scores + p * keys, rows + p * keys, keys, scale);
      }
      multiply(rows, keys, count, context.values, [&](int p, int output, vec value) {
        store(mixed + p * width + head * size + output, value * splat(shares[p]));
      });
    }
    const float *from = x + token * width;
    float *to = y + token * width;
    multiply(mixed, width, count, projection, [&](int p, int output, vec value) {
      store(to + p * width + output, load(from + p * width + output) + value);
    });
    normalize_row(to, +rows, count, width);
    multiply(rows, width, count, expansion, [&](int p, int output, vec value) {
      store(mixed + p * block.hidden + output, gelu(value));
    });
    multiply(mixed, block.hidden, count, contraction, [&](int p, int output, vec value) {
      add_to(to + p * width + output, value);
    });
  });
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
