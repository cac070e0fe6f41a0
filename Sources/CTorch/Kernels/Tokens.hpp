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

/// `2 ^ (scale (x - max x))` of a row; gives the reciprocal of their sum.
INLINE float softmax_row(const float *row, operand *to, int count, float scale) {
  vec largest = load(row);
  for (int i = lanes; i < count; i += lanes) largest = larger(largest, load(row + i));
  float top = largest[0];
  for (int i = 1; i < lanes; ++i) top = std::max(top, largest[i]);
  const vec factor = splat(scale), offset = splat(-top * scale);
  vec total = splat(0);
  for (int i = 0; i < count; i += lanes) {
    const vec value = power_of_two(load(row + i) * factor + offset);
    store(to + i, value);
    total += value;
  }
  return 1.0f / sum(total);
}

/// The block's layers, each as the matrix of a product.
struct TokenLayers {
  const Weights to_all, projection, expansion, contraction;

  TokenLayers(int width, const TokenBlockWeights &block)
      : to_all(normalized_weights(3 * width, width, block.qkv.weight, block.norm1, block.qkv.bias)),
        projection(linear_weights(width, width, block.projection)),
        expansion(normalized_weights(block.hidden, width, block.expansion.weight, block.norm2,
                                     block.expansion.bias)),
        contraction(linear_weights(width, block.hidden, block.contraction)) {}
};

/// Tokens that a thread works on at a time.
constexpr int token_piece = 48;

/// Calls `body(image, first, count)` for each piece of each image's tokens, in parallel.
template <typename Body>
static void each_piece(int64_t images, int tokens, Body &&body) {
  const int pieces = (tokens + token_piece - 1) / token_piece;
  parallel(images * pieces, [&](int64_t index) {
    const int first = static_cast<int>(index % pieces) * token_piece;
    body(index / pieces, first, std::min(token_piece, tokens - first));
  });
}

/// The keys and values of all heads of all images, heads innermost; `all` holds what
/// `head_context` wants of each image.
static std::vector<std::unique_ptr<HeadContext>> head_contexts(const float *all,
                                                               const TokenGrid &grid, int heads) {
  const int tokens = grid.rows * grid.columns, size = grid.width / heads;
  std::vector<std::unique_ptr<HeadContext>> contexts(grid.batch * heads);
  parallel(grid.batch * heads, [&](int64_t index) {
    contexts[index] = head_context(all + index / heads * tokens * 3 * grid.width, grid,
                                   static_cast<int>(index % heads), size);
  });
  return contexts;
}

/// Attention of one head: `size` floats of `count` tokens from `queries` on, 3 `width` floats a
/// token; the result goes to `to`, `width` operands a token. `rows` and `scores` are room to work.
INLINE void attend(const HeadContext &context, const float *queries, int size, int count, int width,
                   operand *rows, float *scores, operand *to) {
  const int keys = context.keys.outputs;
  const float scale = 1.44269504f / std::sqrt(static_cast<float>(size));  // of log2 e
  for (int p = 0; p < count; ++p) {
    copy(queries + static_cast<ptrdiff_t>(p) * 3 * width, rows + p * size, size);
  }
  multiply(rows, size, count, context.keys,
           [&](int p, int key, vec value) { store(scores + p * keys + key, value); });
  float shares[token_piece];
  for (int p = 0; p < count; ++p) {
    shares[p] = softmax_row(scores + p * keys, rows + p * keys, keys, scale);
  }
  multiply(rows, keys, count, context.values, [&](int p, int output, vec value) {
    store(to + p * width + output, value * splat(shares[p]));
  });
}

/// `to = from + projection(mixed)`, then `to += contraction(gelu(expansion(norm(to))))`, of `count`
/// tokens. `rows` is room to work; `mixed` becomes that too.
INLINE void feed_forward(const TokenLayers &layers, const float *from, operand *mixed, int count,
                         int width, int hidden, operand *rows, float *to) {
  multiply(mixed, width, count, layers.projection, [&](int p, int output, vec value) {
    store(to + p * width + output, load(from + p * width + output) + value);
  });
  normalize_row(to, rows, count, width);
  multiply(rows, width, count, layers.expansion, [&](int p, int output, vec value) {
    store(mixed + p * hidden + output, gelu(value));
  });
  multiply(mixed, hidden, count, layers.contraction, [&](int p, int output, vec value) {
    add_to(to + p * width + output, value);
  });
}

static void token_block(const float *x, float *y, TokenGrid grid, const TokenBlockWeights &block) {
  const int width = grid.width, size = width / block.heads, tokens = grid.rows * grid.columns;
  const TokenLayers layers(width, block);

  const Scratch<float> all(static_cast<size_t>(grid.batch) * tokens * 3 * width);
  each_piece(grid.batch, tokens, [&](int64_t image, int first, int count) {
    const Scratch<operand> rows(static_cast<size_t>(token_piece) * width);
    const ptrdiff_t token = image * tokens + first;
    normalize_row(x + token * width, +rows, count, width);
    multiply(rows, width, count, layers.to_all, [&](int p, int output, vec value) {
      store(all + (token + p) * 3 * width + output, value);
    });
  });

  const auto contexts = head_contexts(+all, grid, block.heads);
  each_piece(grid.batch, tokens, [&](int64_t image, int first, int count) {
    const ptrdiff_t token = image * tokens + first;
    const int keys = contexts[0]->keys.outputs;
    const Scratch<float> scores(static_cast<size_t>(token_piece) * keys);
    const Scratch<operand> rows(static_cast<size_t>(token_piece) * std::max(width, keys));
    const Scratch<operand> mixed(static_cast<size_t>(token_piece) * std::max(width, block.hidden));
    for (int head = 0; head < block.heads; ++head) {
      attend(*contexts[image * block.heads + head], all + token * 3 * width + head * size, size,
             count, width, +rows, +scores, mixed + head * size);
    }
    feed_forward(layers, x + token * width, +mixed, count, width, block.hidden, +rows,
                 y + token * width);
  });
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
