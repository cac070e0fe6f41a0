// SPDX-License-Identifier: Apache-2.0

// What is done to the sources at full resolution: the blend of both, with gains for the detail of
// each, and the contrast of the result.
#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <vector>

#include "Kernels.hpp"
#include "Pointwise.hpp"
#include "Pyramid.hpp"
#include "Tiles.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

/// Sums over windows of `window` rows of an image, for one row after the other; the border
/// repeated.
class WindowSums {
 public:
  WindowSums(const float *image, int64_t height, int64_t width, int window, int64_t first)
      : image_(image), height_(height), width_(width), margin_(window / 2), next_(first),
        sums_(width + 2 * margin_ + lanes) {
    std::fill_n(inner(), width, 0.0f);
    for (int64_t row = first - margin_; row < first + margin_; ++row) add(row, 1.0f);
  }

  /// The sum over the window around each pixel of the next row.
  void next_row(float *to) {
    add(next_ + margin_, 1.0f);
    std::fill_n(+sums_, margin_, inner()[0]);
    std::fill_n(inner() + width_, margin_ + lanes, inner()[width_ - 1]);
    for (int64_t x = 0; x < width_; x += lanes) {
      vec total = load(sums_ + x);
      for (int i = 1; i <= 2 * margin_; ++i) total += load(sums_ + x + i);
      store(to + x, total);
    }
    add(next_++ - margin_, -1.0f);
  }

 private:
  float *inner() const { return sums_ + margin_; }

  void add(int64_t row, float factor) {
    const float *from = image_ + std::clamp<int64_t>(row, 0, height_ - 1) * width_;
    for (int64_t x = 0; x < width_; ++x) inner()[x] += factor * from[x];
  }

  const float *image_;
  int64_t height_, width_;
  int margin_;
  int64_t next_;
  Scratch<float> sums_;
};

/// Places of a row of a small image among which those of a row of a larger one lie.
class ResizedColumns {
 public:
  ResizedColumns(int64_t width, int64_t whole, int64_t small) : width_(width), small_(small) {
    factor_ = whole % small == 0 ? whole / small : 0;
    if (factor_ == 1 || factor_ == 2 || factor_ == 4 || factor_ == 8) return;
    for (int64_t x = 0; x < width; ++x) columns_.push_back(Between::of(x, whole, small));
  }

  /// What a resized row has room for.
  size_t room() const { return std::max(width_, small_ * factor_) + lanes; }

  int64_t width() const { return width_; }
  int64_t small() const { return small_; }

  /// A row of the small image, `from`, resized bilinearly.
  void resize(const float *from, float *to) const {
    if (factor_ == 1) return void(std::copy_n(from, small_, to));
    if (factor_ == 2) return enlarge<2>(from, to);
    if (factor_ == 4) return enlarge<4>(from, to);
    if (factor_ == 8) return enlarge<8>(from, to);
    for (int64_t x = 0; x < width_; ++x) {
      const Between column = columns_[x];
      to[x] = from[column.low] + column.share * (from[column.high] - from[column.low]);
    }
  }

 private:
  /// The same where each pixel becomes an even number of pixels: all that lie between two of the
  /// small image are taken at once.
  template <int factor>
  void enlarge(const float *from, float *to) const {
    std::fill_n(to, factor / 2, from[0]);
    to += factor / 2;
    for (int64_t x = 0; x + 1 < small_; ++x, to += factor) {
      const float left = from[x], step = from[x + 1] - left;
      for (int i = 0; i < factor; ++i) to[i] = left + (i + 0.5f) / factor * step;
    }
    std::fill_n(to, factor / 2, from[small_ - 1]);
  }

  int64_t width_, small_, factor_;
  std::vector<Between> columns_;
};

/// The rows of a small image, resized bilinearly: along a row once for each of its own, then
/// between two.
class ResizedRows {
 public:
  /// With a `reach`, `reach tanh(x)` of its values x is resized.
  ResizedRows(const float *image, const ResizedColumns &columns, std::optional<float> reach = {})
      : image_(image), columns_(columns), reach_(reach),
        bounded_(reach ? columns.small() + lanes : 0),
        rows_{Scratch<float>(columns.room()), Scratch<float>(columns.room())} {}

  /// One after the other downwards.
  void row(Between rows, float *to) {
    const float *above = resized(rows.low), *below = resized(rows.high);
    const vec share = splat(rows.share);
    for (int64_t x = 0; x < columns_.width(); x += lanes) {
      const vec value = load(above + x);
      store(to + x, value + share * (load(below + x) - value));
    }
  }

 private:
  /// A row of the small image; two that follow each other are kept.
  const float *resized(int64_t row) {
    float *to = rows_[row % 2];
    if (kept_[row % 2] == row) return to;
    kept_[row % 2] = row;
    const float *from = image_ + row * columns_.small();
    columns_.resize(reach_ ? bounded(from) : from, to);
    return to;
  }

  const float *bounded(const float *from) {
    std::copy_n(from, columns_.small(), +bounded_);
    for (int64_t x = 0; x < columns_.small(); x += lanes) {
      store(bounded_ + x, splat(*reach_) * hyperbolic_tangent(load(bounded_ + x)));
    }
    return bounded_;
  }

  const float *image_;
  const ResizedColumns &columns_;
  std::optional<float> reach_;
  Scratch<float> bounded_, rows_[2];
  int64_t kept_[2] = {-1, -1};
};

static void gain_blend(const float *share, const float *gains, const float *levels,
                       const float *first, const float *second, float *y, BlendExtents extents) {
  const int64_t height = extents.height, width = extents.width;
  const int64_t low = extents.gains_height * extents.gains_width;
  constexpr int64_t band = 32;
  const int64_t bands = (height + band - 1) / band;
  const float scale = 1.0f / static_cast<float>(extents.window * extents.window);
  const int reduction = extents.reduction;
  const int64_t whole_height = extents.share_height * reduction;
  const int64_t whole_width = extents.share_width * reduction;
  const ResizedColumns columns(width, whole_width, extents.gains_width);
  const ResizedColumns share_columns(width, whole_width, extents.share_width);
  parallel(extents.batch * bands, [&](int64_t index) {
    const int64_t image = index / bands, top = index % bands * band;
    const float *sources[2] = {first + image * height * width, second + image * height * width};
    WindowSums sums[2] = {{sources[0], height, width, extents.window, top},
                          {sources[1], height, width, extents.window, top}};
    const size_t row_size = width + lanes;
    const Scratch<float> rows(7 * row_size);
    float *gain[4], *mean[2] = {rows, rows + row_size}, *resized_share = rows + 6 * row_size;
    for (int i = 0; i < 4; ++i) gain[i] = rows + (2 + i) * row_size;
    std::vector<ResizedRows> resized;
    for (int i = 0; i < 4; ++i) {
      resized.emplace_back(gains + (4 * image + i) * low, columns, extents.reach);
    }
    const float *shares = share + image * extents.share_height * extents.share_width;
    ResizedRows share_rows(shares, share_columns);
    const float level_a = levels[2 * image], level_b = levels[2 * image + 1];
    for (int64_t row = top; row < std::min(top + band, height); ++row) {
      const Between between = Between::of(row, whole_height, extents.gains_height);
      for (int i = 0; i < 4; ++i) resized[i].row(between, gain[i]);
      for (int i = 0; i < 2; ++i) sums[i].next_row(mean[i]);
      const float *w = reduction == 1 ? shares + row * extents.share_width : resized_share;
      if (reduction > 1) {
        share_rows.row(Between::of(row, whole_height, extents.share_height), resized_share);
      }
      const float *a = sources[0] + row * width, *b = sources[1] + row * width;
      float *to = y + (image * height + row) * width;
      for (int64_t x = 0; x < width; ++x) {
        const float mean_a = scale * mean[0][x], mean_b = scale * mean[1][x];
        to[x] = b[x] + (a[x] - b[x]) * w[x] + gain[0][x] * (a[x] - mean_a) +
                gain[1][x] * (b[x] - mean_b) + gain[2][x] * (mean_a - level_a) +
                gain[3][x] * (mean_b - level_b);
      }
    }
  });
}

/// x below t becomes `t exp(x / t - 1)`, above 1 - t `1 - t exp((1 - x) / t - 1)`.
INLINE vec softened(vec x, float t) {
  const vec low = splat(t), high = splat(1 - t);
  const vec depth = smaller(x, splat(1) - x);  // what lies inside of t is taken from neither end
  const vec soft = low * exponential(depth * splat(1 / t) - splat(1));
  return x < low ? soft : (x > high ? splat(1) - soft : x);
}

/// How much each of the next pixels counts: 1, where there are no weights.
INLINE vec weight(const float *weights, int64_t i) {
  return weights ? load(weights + i) : splat(1);
}

/// The same of one pixel, in the first lane; 0 in the others.
INLINE vec lone_weight(const float *weights, int64_t i) { return vec{weights ? weights[i] : 1}; }

/// What the darkest parts of an image come to: `-ln(mean exp(-30 x)) / 30`, the mean weighted.
static float darkest(const float *x, const float *weights, int64_t count) {
  constexpr int64_t piece = 1 << 14;
  const int64_t pieces = (count + piece - 1) / piece;
  std::vector<double> powers(pieces), counts(pieces);
  parallel(pieces, [&](int64_t index) {
    const int64_t begin = index * piece, end = std::min(begin + piece, count);
    vec total = {}, counted = {};
    const auto add = [&](vec value, vec weight) {
      total += weight * exponential(splat(-30) * value);
      counted += weight;
    };
    int64_t i = begin;
    for (; i + lanes <= end; i += lanes) add(load(x + i), weight(weights, i));
    for (; i < end; ++i) add(splat(x[i]), lone_weight(weights, i));
    powers[index] = sum(total);
    counts[index] = sum(counted);
  });
  const double mean = std::accumulate(powers.begin(), powers.end(), 0.0) /
                      std::accumulate(counts.begin(), counts.end(), 0.0);
  return static_cast<float>(-std::log(mean) / 30);
}

/// `weights`: how much each pixel counts in means and deviations; null: all alike.
static void centred_contrast(const float *blend, const float *first, const float *second,
                             const float *weights, float *y, int64_t batch, int64_t count,
                             ContrastRule rule) {
  constexpr int64_t piece = 1 << 14;
  const int64_t pieces = (count + piece - 1) / piece;
  const float k = rule.minimum_share;
  struct Sums { double count, blend, larger, sum, squares; };
  std::vector<Sums> sums(batch * pieces);
  // What the second image counts from in the mean of the larger one.
  std::vector<float> origins(batch, 0.0f);
  for (int64_t image = 0; rule.steady && image < batch; ++image) {
    const int64_t start = image * count;
    origins[image] = darkest(second + start, weights ? weights + start : nullptr, count);
  }
  const auto range = [&](int64_t index) {
    const int64_t begin = index % pieces * piece, image = index / pieces * count;
    return std::pair(image + begin, image + std::min(begin + piece, count));
  };
  parallel(batch * pieces, [&](int64_t index) {
    const auto [begin, end] = range(index);
    const float origin = origins[index / pieces];
    vec counted = {}, blended = {}, above = {}, both = {}, squares = {};
    const auto add = [&](vec a, vec b, vec mixed, vec weight) {
      const vec s = larger(a, b) + splat(k) * smaller(a, b);
      counted += weight;
      blended += weight * mixed;
      above += weight * larger(a, b - splat(origin));
      both += weight * s;
      squares += weight * s * s;
    };
    int64_t i = begin;
    for (; i + lanes <= end; i += lanes) {
      add(load(first + i), load(second + i), load(blend + i), weight(weights, i));
    }
    for (; i < end; ++i) {
      add(splat(first[i]), splat(second[i]), splat(blend[i]), lone_weight(weights, i));
    }
    sums[index] = {sum(counted), sum(blended), sum(above), sum(both), sum(squares)};
  });
  struct Line { float factor, offset; };
  std::vector<Line> lines;
  for (int64_t image = 0; image < batch; ++image) {
    Sums total = {};
    for (int64_t i = 0; i < pieces; ++i) {
      const Sums &part = sums[image * pieces + i];
      total.count += part.count;
      total.blend += part.blend;
      total.larger += part.larger;
      total.sum += part.sum;
      total.squares += part.squares;
    }
    const double mean = total.sum / total.count, larger = total.larger / total.count;
    const double variance = std::max(total.squares / total.count - mean * mean, 0.0);
    const double deviation = std::sqrt(variance) + 1e-6;
    const double gain = std::clamp(rule.contrast / deviation, 1.0, double(rule.maximum_gain));
    const double level = larger - std::max(larger - 0.45, 0.0) * rule.levelling;
    const double factor = gain * (1 + k);
    lines.push_back({float(factor), float(level - factor * total.blend / total.count)});
  }
  parallel(batch * pieces, [&](int64_t index) {
    const auto [begin, end] = range(index);
    const auto [factor, offset] = lines[index / pieces];
    const float t = rule.softening, black = rule.black * rule.black;
    const auto finished = [&](vec mixed, vec a, vec b) {
      vec x = splat(factor) * mixed + splat(offset);
      if (t > 0) x = softened(x, t);
      if (black > 0) {
        const vec m = larger(a, b);
        x *= m * m / (m * m + splat(black));
      }
      return x;
    };
    int64_t i = begin;
    for (; i + lanes <= end; i += lanes) {
      store(y + i, finished(load(blend + i), load(first + i), load(second + i)));
    }
    for (; i < end; ++i) {
      y[i] = finished(splat(blend[i]), splat(first[i]), splat(second[i]))[0];
    }
  });
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
