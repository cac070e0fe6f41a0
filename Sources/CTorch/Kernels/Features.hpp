// SPDX-License-Identifier: Apache-2.0

// Parts of a Restormer block as training runs them, each for itself, and their gradients.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "Gemm.hpp"
#include "Kernels.hpp"
#include "Pointwise.hpp"
#include "Scratch.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

typedef uint16_t halves __attribute__((vector_size(16)));
typedef uint32_t words __attribute__((vector_size(32)));

INLINE vec load(const UpperHalf *from) {
  halves bits;
  memcpy(&bits, from, sizeof bits);
  const words widened = __builtin_convertvector(bits, words) << 16;
  vec value;
  memcpy(&value, &widened, sizeof value);
  return value;
}

/// Rounded to nearest, ties to even.
INLINE void store(UpperHalf *to, vec value) {
#if defined(DAEFUSE_BFLOAT16)
  const auto rounded = _mm256_cvtneps_pbh(value);
#else
  words bits;
  memcpy(&bits, &value, sizeof bits);
  const words even = (bits >> 16) & 1, nearest = (bits + even + 0x7fff) >> 16;
  const words quiet = (bits >> 16) | 0x40;  // what is not a number stays so
  const halves rounded = __builtin_convertvector(value == value ? nearest : quiet, halves);
#endif
  memcpy(to, &rounded, sizeof rounded);
}

/// Calls `body(piece, first, last)` for pieces of `count` pixels, in parallel.
constexpr int64_t pixel_piece = 4096;
template <typename Body>
static void each_pixel_piece(int64_t count, Body &&body) {
  parallel((count + pixel_piece - 1) / pixel_piece, [&](int64_t piece) {
    body(piece, piece * pixel_piece, std::min(count, (piece + 1) * pixel_piece));
  });
}

/// Sums of `width` numbers that pieces of the work have each for themselves, added up in their
/// order.
class PieceSums {
 public:
  PieceSums(int64_t pieces, int64_t width)
      : width_(width), all_(static_cast<size_t>(pieces * width), 0.0f) {}

  float *piece(int64_t index) { return &all_[static_cast<size_t>(index * width_)]; }

  float total(int64_t place) const {
    double total = 0;
    for (size_t i = static_cast<size_t>(place); i < all_.size(); i += static_cast<size_t>(width_)) {
      total += all_[i];
    }
    return static_cast<float>(total);
  }

 private:
  int64_t width_;
  std::vector<float> all_;
};

template <typename Number>
static void gate(const Number *x, Number *y, int64_t count, int channels) {
  each_pixel_piece(count, [&](int64_t, int64_t first, int64_t last) {
    for (int64_t p = first; p < last; ++p) {
      const Number *a = x + p * 2 * channels, *b = a + channels;
      for (int c = 0; c < channels; c += lanes) {
        store(y + p * channels + c, gelu(load(a + c)) * load(b + c));
      }
    }
  });
}

template <typename Number>
static void gate_gradient(const Number *x, const Number *of_y, Number *of_x, int64_t count,
                          int channels) {
  const vec density = splat(0.39894228f);  // 1 / sqrt(2 pi)
  each_pixel_piece(count, [&](int64_t, int64_t first, int64_t last) {
    for (int64_t p = first; p < last; ++p) {
      const Number *a = x + p * 2 * channels, *b = a + channels;
      Number *of_a = of_x + p * 2 * channels, *of_b = of_a + channels;
      for (int c = 0; c < channels; c += lanes) {
        const vec value = load(a + c), gradient = load(of_y + p * channels + c);
        const vec share = normal_distribution(value);
        const vec slope = share + value * density * exponential(splat(-0.5f) * value * value);
        store(of_a + c, gradient * load(b + c) * slope);
        store(of_b + c, gradient * value * share);
      }
    }
  });
}

/// `(x - mean) / sqrt(variance + epsilon)` of one pixel; gives the factor.
template <typename Number>
INLINE float normalize(const Number *x, float *y, int channels, float epsilon) {
  vec total = splat(0);
  for (int c = 0; c < channels; c += lanes) {
    const vec value = load(x + c);
    store(y + c, value);
    total += value;
  }
  const vec mean = splat(sum(total) / static_cast<float>(channels));
  vec squares = splat(0);
  for (int c = 0; c < channels; c += lanes) {
    const vec centred = load(y + c) - mean;
    store(y + c, centred);
    squares += centred * centred;
  }
  const float factor = 1 / std::sqrt(sum(squares) / static_cast<float>(channels) + epsilon);
  for (int c = 0; c < channels; c += lanes) store(y + c, load(y + c) * splat(factor));
  return factor;
}

template <typename Number>
static void norm(const Number *x, Number *y, int64_t count, int channels, LayerNormWeights weights,
                 float epsilon) {
  each_pixel_piece(count, [&](int64_t, int64_t first, int64_t last) {
    const Scratch<float> row(channels);
    for (int64_t p = first; p < last; ++p) {
      normalize(x + p * channels, +row, channels, epsilon);
      for (int c = 0; c < channels; c += lanes) {
        store(y + p * channels + c, load(row + c) * load(weights.weight + c) + load(weights.bias + c));
      }
    }
  });
}

template <typename Number>
static void norm_gradient(const Number *x, const Number *of_y, Number *of_x, float *of_weight,
                          float *of_bias, int64_t count, int channels, const float *weight,
                          float epsilon) {
  PieceSums sums((count + pixel_piece - 1) / pixel_piece, 2 * channels);
  each_pixel_piece(count, [&](int64_t piece, int64_t first, int64_t last) {
    const Scratch<float> row(channels);
    float *by_weight = sums.piece(piece), *by_bias = by_weight + channels;
    for (int64_t p = first; p < last; ++p) {
      const float factor = normalize(x + p * channels, +row, channels, epsilon);
      const Number *gradients = of_y + p * channels;
      vec total = splat(0), along = splat(0);
      for (int c = 0; c < channels; c += lanes) {
        const vec normal = load(row + c), gradient = load(gradients + c);
        store(by_weight + c, load(by_weight + c) + gradient * normal);
        store(by_bias + c, load(by_bias + c) + gradient);
        const vec weighted = gradient * load(weight + c);
        total += weighted;
        along += weighted * normal;
      }
      const vec mean = splat(sum(total) / static_cast<float>(channels));
      const vec share = splat(sum(along) / static_cast<float>(channels));
      for (int c = 0; c < channels; c += lanes) {
        const vec weighted = load(gradients + c) * load(weight + c);
        store(of_x + p * channels + c, splat(factor) * (weighted - mean - load(row + c) * share));
      }
    }
  });
  for (int c = 0; c < channels; ++c) {
    of_weight[c] = sums.total(c);
    of_bias[c] = sums.total(channels + c);
  }
}

/// Three rows of an image that follow each other, as float32, a pixel of zeros at either end;
/// zeros above and below the image.
template <typename Number>
class PaddedRows {
 public:
  PaddedRows(const Number *image, Extent extent)
      : image_(image), height_(extent.height), size_(extent.width * extent.channels),
        margin_(extent.channels), rows_(4 * room()) {
    std::fill_n(+rows_, 4 * room(), 0.0f);
  }

  /// Points at the pixel left of the first.
  const float *row(int64_t y) {
    if (y < 0 || y >= height_) return rows_ + 3 * room();
    const int64_t place = y % 3;
    float *row = rows_ + place * room();
    if (kept_[place] != y) {
      kept_[place] = y;
      for (int64_t i = 0; i < size_; i += lanes) {
        store(row + margin_ + i, load(image_ + y * size_ + i));
      }
    }
    return row;
  }

 private:
  int64_t room() const { return size_ + 2 * margin_; }

  const Number *image_;
  int64_t height_, size_, margin_;
  Scratch<float> rows_;
  int64_t kept_[3] = {-1, -1, -1};
};

/// Calls `body(band, image, first, last)` for bands of rows of each image, in parallel.
constexpr int64_t row_band = 16;
static int64_t row_bands(Extent extent) { return (extent.height + row_band - 1) / row_band; }
template <typename Body>
static void each_row_band(Extent extent, Body &&body) {
  const int64_t bands = row_bands(extent);
  parallel(extent.batch * bands, [&](int64_t index) {
    const int64_t first = index % bands * row_band;
    body(index, index / bands, first, std::min(extent.height, first + row_band));
  });
}

template <typename Number>
static void depthwise(const Number *x, Number *y, Extent extent, const float *weight) {
  const ptrdiff_t channels = extent.channels, row_size = extent.width * channels;
  std::vector<DepthwiseWeights> weights;
  for (int c = 0; c < channels; c += lanes) weights.push_back(DepthwiseWeights::read(weight, c));
  each_row_band(extent, [&](int64_t, int64_t image, int64_t first, int64_t last) {
    PaddedRows<Number> rows(x + image * extent.height * row_size, extent);
    for (int64_t row = first; row < last; ++row) {
      const float *above = rows.row(row - 1), *here = rows.row(row), *below = rows.row(row + 1);
      Number *to = y + (image * extent.height + row) * row_size;
      for (ptrdiff_t c = 0; c < channels; c += lanes) {
        in_rows<4>(static_cast<int>(extent.width), [&](auto count, int p) {
          vec sums[count];
          const ptrdiff_t place = p * channels + c;
          DepthwiseWeights::at(weights[c / lanes], above + place, here + place, below + place,
                               channels, sums);
          UNROLL for (int i = 0; i < count; ++i) store(to + place + i * channels, sums[i]);
        });
      }
    }
  });
}

template <typename Number>
static void depthwise_gradient(const Number *x, const Number *of_y, float *of_weight,
                               Extent extent) {
  const ptrdiff_t channels = extent.channels, row_size = extent.width * channels;
  PieceSums sums(extent.batch * row_bands(extent), 9 * channels);
  each_row_band(extent, [&](int64_t band, int64_t image, int64_t first, int64_t last) {
    PaddedRows<Number> rows(x + image * extent.height * row_size, extent);
    float *taps = sums.piece(band);
    for (int64_t row = first; row < last; ++row) {
      const float *from[3] = {rows.row(row - 1), rows.row(row), rows.row(row + 1)};
      const Number *gradients = of_y + (image * extent.height + row) * row_size;
      for (ptrdiff_t c = 0; c < channels; c += lanes) {
        vec totals[9];
        UNROLL for (int tap = 0; tap < 9; ++tap) totals[tap] = load(taps + tap * channels + c);
        for (int64_t p = 0; p < extent.width; ++p) {
          const vec gradient = load(gradients + p * channels + c);
          UNROLL for (int tap = 0; tap < 9; ++tap) {
            totals[tap] += gradient * load(from[tap / 3] + (p + tap % 3) * channels + c);
          }
        }
        UNROLL for (int tap = 0; tap < 9; ++tap) store(taps + tap * channels + c, totals[tap]);
      }
    }
  });
  for (ptrdiff_t c = 0; c < channels; ++c) {
    for (int tap = 0; tap < 9; ++tap) of_weight[c * 9 + tap] = sums.total(tap * channels + c);
  }
}

template <typename Number>
static constexpr FeatureKernels<Number> feature_kernels() {
  return {gate<Number>, gate_gradient<Number>, norm<Number>, norm_gradient<Number>,
          depthwise<Number>, depthwise_gradient<Number>};
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
