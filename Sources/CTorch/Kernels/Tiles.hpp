// SPDX-License-Identifier: Apache-2.0

// How an image is cut into pieces that stay in the cache while they are worked on.
#pragma once

#include <algorithm>

#include "Kernels.hpp"
#include "Scratch.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

/// A rectangle of one image: rows `top..<bottom`, columns `left..<right`.
struct Tile {
  int64_t image;
  int top, bottom, left, right;
  int width() const { return right - left; }
};

/// The tiles of a batch. Their layout depends on the extent alone, never on the number of threads,
/// and so do sums over them.
class Tiling {
 public:
  Tiling(int64_t batch, int64_t height, int64_t width)
      : batch_(batch), height_(height), width_(width),
        rows_(std::max<int64_t>(1, (height + side_ / 4) / side_)),
        columns_(std::max<int64_t>(1, (width + side_ / 2) / side_)) {}

  int64_t per_image() const { return rows_ * columns_; }
  int64_t count() const { return batch_ * per_image(); }

  Tile operator[](int64_t index) const {
    const int64_t inside = index % per_image(), row = inside / columns_, column = inside % columns_;
    return {index / per_image(), static_cast<int>(height_ * row / rows_),
            static_cast<int>(height_ * (row + 1) / rows_), static_cast<int>(width_ * column / columns_),
            static_cast<int>(width_ * (column + 1) / columns_)};
  }

 private:
  static constexpr int64_t side_ = 64;
  int64_t batch_, height_, width_, rows_, columns_;
};

/// Asks for memory that will be read soon.
template <typename Number>
INLINE void prefetch(const Number *from, int64_t count) {
  for (int64_t i = 0; i < count; i += 64 / sizeof(Number)) __builtin_prefetch(from + i, 0, 2);
}

/// Three rows in turn, each of `width + 2` positions: a tile's row with its neighbors left and
/// right.
class RowRing {
 public:
  RowRing(int width, int channels)
      : channels_(channels), stride_(static_cast<size_t>(width + 2) * channels), rows_(3 * stride_) {}
  /// Where the position left of row y's first one is.
  float *row(int y) const { return rows_ + stride_ * ((y + 3) % 3); }
  void clear(int y) const { memset(row(y), 0, stride_ * sizeof(float)); }
  void clear(int y, int position) const {
    memset(row(y) + static_cast<size_t>(position) * channels_, 0, channels_ * sizeof(float));
  }

 private:
  int channels_;
  size_t stride_;
  Scratch<float> rows_;
};

}  // namespace ctorch::kernels::DAEFUSE_ISA
