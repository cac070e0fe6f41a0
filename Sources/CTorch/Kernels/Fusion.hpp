// SPDX-License-Identifier: Apache-2.0

// The attention-guided fusion in two passes over memory.
//
// All its layers but the normalizations and the softmax are linear at each pixel, with n the
// normalized embedding of one image and m that of the other:
// - `Q_i K_j` summed over pixels is `w_i (sum n m^T) w_j`: the sums of `n m^T` are all that the
//   first pass has to find. A 1 put after the channels of n carries the offsets.
// - Attention, projection, merge and the decoder's reduction are one matrix applied to the two
//   embeddings and their two normalized forms: the second pass.
#pragma once

#include <vector>

#include "Block.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

/// A small matrix of doubles.
struct Matrix {
  int rows, columns;
  std::vector<double> values;
  Matrix(int rows, int columns)
      : rows(rows), columns(columns), values(static_cast<size_t>(rows) * columns) {}
  double &at(int row, int column) { return values[static_cast<size_t>(row) * columns + column]; }
  double at(int row, int column) const {
    return values[static_cast<size_t>(row) * columns + column];
  }

  static Matrix from(const float *values, int rows, int columns) {
    Matrix matrix(rows, columns);
    matrix.values.assign(values, values + static_cast<size_t>(rows) * columns);
    return matrix;
  }

  Matrix operator*(const Matrix &other) const {
    Matrix product(rows, other.columns);
    for (int i = 0; i < rows; ++i) {
      for (int k = 0; k < columns; ++k) {
        for (int j = 0; j < other.columns; ++j) product.at(i, j) += at(i, k) * other.at(k, j);
      }
    }
    return product;
  }

  /// `sum_ij self_ri other_rj middle_ij` of row r of each.
  static double between(const Matrix &a, int row, const Matrix &middle, const Matrix &b, int other) {
    double total = 0;
    for (int i = 0; i < a.columns; ++i) {
      double inner = 0;
      for (int j = 0; j < b.columns; ++j) inner += middle.at(i, j) * b.at(other, j);
      total += a.at(row, i) * inner;
    }
    return total;
  }
};

/// A 1x1 convolution of a layer normalization as one matrix that acts on `(n, 1)`.
static Matrix after_norm(const float *weight, int outputs, int inputs,
                         const LayerNormWeights &norm) {
  Matrix matrix(outputs, inputs + 1);
  for (int o = 0; o < outputs; ++o) {
    for (int i = 0; i < inputs; ++i) {
      matrix.at(o, i) = static_cast<double>(weight[o * inputs + i]) * norm.weight[i];
      matrix.at(o, inputs) += static_cast<double>(weight[o * inputs + i]) * norm.bias[i];
    }
  }
  return matrix;
}

/// Sums over pixels of `(n, 1) (m, 1)^T` for the pairs first-first, second-second, first-second.
struct EmbeddingSums {
  int width;
  std::vector<float> products[3], totals[2];
  int64_t count = 0;
  explicit EmbeddingSums(int width) : width(width) {
    for (auto &product : products) product.resize(static_cast<size_t>(width) * width);
    for (auto &total : totals) total.resize(width);
  }

  /// Adds a row of `pixels` of (n, m); `room` as `grouped` wants it.
  void add(const float *row, ptrdiff_t step, int pixels, operand *room) {
    const GroupedRows rows = grouped(row, step, pixels, 2 * width, room);
    for (int i = 0; i < width; i += lanes) {
      float *to[3];
      for (int pair = 0; pair < 3; ++pair) to[pair] = &products[pair][static_cast<size_t>(i) * width];
      // Those of an image with itself are symmetric.
      add_products(rows, i, i, width, to[0] + i, width);
      add_products(rows, width + i, width + i, 2 * width, to[1] + i, width);
      add_products(rows, i, width, 2 * width, to[2], width);
    }
    const float *first = row, *second = row + width;
    for (int i = 0; i < width; i += lanes) {
      vec sums[2] = {splat(0), splat(0)};
      for (int p = 0; p < pixels; ++p) {
        sums[0] += load(first + p * step + i);
        sums[1] += load(second + p * step + i);
      }
      for (int side = 0; side < 2; ++side) add_to(&totals[side][i], sums[side]);
    }
    count += pixels;
  }
};

/// The same with a last row and column for the 1, of several tiles together.
struct EmbeddingProducts {
  Matrix ofFirst, ofSecond, ofBoth;

  EmbeddingProducts(const EmbeddingSums *tiles, int64_t count, int width)
      : ofFirst(width + 1, width + 1), ofSecond(ofFirst), ofBoth(ofFirst) {
    Matrix *matrices[3] = {&ofFirst, &ofSecond, &ofBoth};
    for (int64_t tile = 0; tile < count; ++tile) {
      for (int pair = 0; pair < 3; ++pair) {
        Matrix &matrix = *matrices[pair];
        const auto &down = tiles[tile].totals[pair == 1 ? 1 : 0];
        const auto &across = tiles[tile].totals[pair == 0 ? 0 : 1];
        for (int i = 0; i < width; ++i) {
          for (int j = 0; j < width; ++j) {
            const bool is_mirrored = pair < 2 && j / lanes < i / lanes;
            const size_t index = is_mirrored ? static_cast<size_t>(j) * width + i
                                             : static_cast<size_t>(i) * width + j;
            matrix.at(i, j) += tiles[tile].products[pair][index];
          }
          matrix.at(i, width) += down[i];
          matrix.at(width, i) += across[i];
        }
        matrix.at(width, width) += static_cast<double>(tiles[tile].count);
      }
    }
  }
};

/// `projection softmax(...) V` of one side as a matrix on `(n, 1)` of the image that is asked.
static Matrix answer_matrix(const FusionWeights::Side &side, int width, int heads,
                            const Matrix &ofQuery, const Matrix &ofContext, const Matrix &ofBoth) {
  const Matrix query = after_norm(side.query, width, width, side.query_norm);
  const Matrix keys = after_norm(side.key_value, width, width, side.context_norm);
  const Matrix values =
      after_norm(side.key_value + static_cast<ptrdiff_t>(width) * width, width, width,
                 side.context_norm);
  const int size = width / heads;
  AttentionSums sums(width, heads);
  const Matrix across = query * ofBoth;
  for (int i = 0; i < width; ++i) {
    sums.queries[i] = static_cast<float>(Matrix::between(query, i, ofQuery, query, i));
    sums.keys[i] = static_cast<float>(Matrix::between(keys, i, ofContext, keys, i));
    for (int j = 0; j < size; ++j) {
      double value = 0;
      for (int k = 0; k <= width; ++k) value += across.at(i, k) * keys.at(i / size * size + j, k);
      sums.products[static_cast<size_t>(i) * size + j] = static_cast<float>(value);
    }
  }
  std::vector<float> attention(static_cast<size_t>(width) * width);
  attention_matrix(sums, width, heads, side.temperature, side.projection, attention.data());
  return Matrix::from(attention.data(), width, width) * values;
}

static Matrix transposed(const Matrix &matrix) {
  Matrix result(matrix.columns, matrix.rows);
  for (int i = 0; i < matrix.rows; ++i) {
    for (int j = 0; j < matrix.columns; ++j) result.at(j, i) = matrix.at(i, j);
  }
  return result;
}

/// The matrix of the second pass, on `(a, b, n, m)`: the embeddings of both images, and normalized.
static Weights fusion_weights(const EmbeddingSums *tiles, int64_t count, int channels,
                              const FusionWeights &weights) {
  const int width = 2 * channels;
  const EmbeddingProducts products(tiles, count, width);
  const Matrix answers[2] = {
      answer_matrix(weights.sides[0], width, weights.heads, products.ofFirst, products.ofSecond,
                    products.ofBoth),
      answer_matrix(weights.sides[1], width, weights.heads, products.ofSecond, products.ofFirst,
                    transposed(products.ofBoth))};
  const Matrix reduce = Matrix::from(weights.reduce, channels, width);
  const Matrix merge = reduce * Matrix::from(weights.merge, width, 2 * width);
  Matrix all(channels, 4 * width);
  std::vector<float> bias(channels);
  for (int o = 0; o < channels; ++o) {
    double offset = weights.reduce_bias[o];
    for (int i = 0; i < width; ++i) offset += reduce.at(o, i) * weights.merge_bias[i];
    for (int side = 0; side < 2; ++side) {
      for (int j = 0; j <= width; ++j) {
        double value = 0;
        for (int i = 0; i < width; ++i) {
          value += merge.at(o, side * width + i) * answers[side].at(i, j);
        }
        if (j == width) {
          offset += value;
        } else {
          all.at(o, side * width + j) = merge.at(o, side * width + j);
          all.at(o, (3 - side) * width + j) = value;  // the first image asks the second
        }
      }
    }
    bias[o] = static_cast<float>(offset);
  }
  return Weights(channels, 1, 4 * width, bias.data(),
                 [&](int o, int, int i) { return static_cast<float>(all.at(o, i)); });
}

static void fusion(const float *high, const float *low, float *y, Extent extent,
                   const FusionWeights &weights) {
  const int channels = static_cast<int>(extent.channels), width = 2 * channels;
  const int64_t pairs = extent.batch / 2, step = 4 * width;
  const Tiling tiling(pairs, extent.height, extent.width);
  // A row of a tile as (a, b, n, m).
  const auto gather = [&](const Tile &tile, int row, float *to) {
    for (int side = 0; side < 2; ++side) {
      const int64_t image = tile.image + side * pairs;
      const int64_t start = ((image * extent.height + row) * extent.width + tile.left) * channels;
      for (int p = 0; p < tile.width(); ++p) {
        float *embedding = to + p * step + side * width;
        for (int c = 0; c < channels; c += lanes) {
          store(embedding + c, load(high + start + p * channels + c));
          store(embedding + channels + c, load(low + start + p * channels + c));
        }
        normalize_row(embedding, embedding + 2 * width, 1, width);
      }
    }
  };

  std::vector<EmbeddingSums> sums(tiling.count(), EmbeddingSums(width));
  parallel(tiling.count(), [&](int64_t index) {
    const Tile tile = tiling[index];
    const Scratch<float> row(tile.width() * step);
    const Scratch<operand> room((tile.width() + 1) * 2 * width);
    for (int y = tile.top; y < tile.bottom; ++y) {
      gather(tile, y, row);
      sums[index].add(row + 2 * width, step, tile.width(), room);
    }
  });

  std::vector<Weights> matrices;
  for (int64_t pair = 0; pair < pairs; ++pair) {
    matrices.push_back(fusion_weights(&sums[pair * tiling.per_image()], tiling.per_image(), channels,
                                      weights));
  }
  parallel(tiling.count(), [&](int64_t index) {
    const Tile tile = tiling[index];
    const Scratch<float> row(tile.width() * step);
    const Scratch<operand> room(tile.width() * step);
    for (int line = tile.top; line < tile.bottom; ++line) {
      gather(tile, line, row);
      float *to = y + ((tile.image * extent.height + line) * extent.width + tile.left) * channels;
      multiply(rounded(row, tile.width() * step, room), step, tile.width(), matrices[tile.image],
               [&](int p, int output, vec value) {
                 store(to + static_cast<ptrdiff_t>(p) * channels + output, value);
               });
    }
  });
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
