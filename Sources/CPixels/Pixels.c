// SPDX-License-Identifier: Apache-2.0

#include "CPixels.h"

#include <math.h>
#include <string.h>

#include "Processors.h"
#include "Rounding.h"

enum { block = 512 };

static inline float least(float a, float b) { return b < a ? b : a; }
static inline float most(float a, float b) { return b > a ? b : a; }
static inline float unit(float x) { return x > 0 ? (x < 1 ? x : 1) : 0; }

/// A byte over 255, rounded as a division is: for all of them the same, and faster.
static inline float unit_byte(uint8_t x) { return (float)(x * (1.0 / 255)); }

/// A value of 0...1 as a byte.
static inline uint8_t stored(float x) { return (uint8_t)whole(x * 255, 255); }

FOR_EACH_PROCESSOR
void daefuse_luminance_rgb8(const uint8_t *restrict rgb, float *restrict luminance, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    // Thousandths are exact in integers, so that gray stays gray.
    const int32_t sum = 299 * rgb[3 * i] + 587 * rgb[3 * i + 1] + 114 * rgb[3 * i + 2];
    luminance[i] = (float)(sum * (1.0 / 255000));
  }
}

FOR_EACH_PROCESSOR
void daefuse_follow_rgb8(const uint8_t *restrict rgb, const float *restrict source,
                         const float *restrict luminance, uint8_t *restrict result, size_t count,
                         struct daefuse_following rule) {
  uint8_t red[block], green[block], blue[block];
  for (size_t start = 0; start < count; start += block) {
    const size_t length = count - start < block ? count - start : block;
    const uint8_t *from = rgb + 3 * start;
    for (size_t i = 0; i < length; ++i) {
      red[i] = from[3 * i];
      blue[i] = from[3 * i + 2];
    }
    for (size_t i = 0; i < length; ++i) {
      const float s = source[start + i], y = unit(luminance[start + i]);
      // The 0.5 comes and goes for Swift's loops, which keep chroma as 0...1.
      float cb = ((unit_byte(blue[i]) - s) * (1 / 1.772f) + 0.5f) - 0.5f;
      float cr = ((unit_byte(red[i]) - s) * (1 / 1.402f) + 0.5f) - 0.5f;
      const float wanted =
          least(1 + (y - s) * s / most(s * s, rule.squared_floor), rule.largest_gain);
      const float r = 1.402f * cr, g = -0.344136f * cb - 0.714136f * cr, b = 1.772f * cb;
      const float above = most(0, most(r, most(g, b))), below = most(0, -least(r, least(g, b)));
      const float up = 1 + rule.rounding - y, down = y + rule.rounding;
      const float gain = least(wanted, least(up / above, down / below));
      cb *= gain;
      cr *= gain;
      red[i] = stored(y + 1.402f * cr);
      green[i] = stored(y - 0.344136f * cb - 0.714136f * cr);
      blue[i] = stored(y + 1.772f * cb);
    }
    uint8_t *to = result + 3 * start;
    for (size_t i = 0; i < length; ++i) {
      to[3 * i] = red[i];
      to[3 * i + 1] = green[i];
      to[3 * i + 2] = blue[i];
    }
  }
}

/// A position beyond a line's ends as the one that a mirror there shows.
static size_t mirrored(ptrdiff_t position, size_t length) {
  if (length == 1) return 0;
  const ptrdiff_t period = 2 * ((ptrdiff_t)length - 1);
  const ptrdiff_t place = (position % period + period) % period;
  return (size_t)(place < (ptrdiff_t)length ? place : period - place);
}

FOR_EACH_PROCESSOR
static void scale(const float *restrict a, float weight, float *restrict result, size_t count) {
  for (size_t i = 0; i < count; ++i) result[i] = a[i] * weight;
}

FOR_EACH_PROCESSOR
static void add_both(const float *a, const float *b, float weight, float *restrict result,
                     size_t count) {
  for (size_t i = 0; i < count; ++i) result[i] += (a[i] + b[i]) * weight;
}

void daefuse_blur(const float *values, float *result, float *scratch, size_t width, size_t height,
                  size_t channels, const float *weights, size_t reach) {
  const size_t row = width * channels;
  float *rows = scratch, *line = scratch + row * height;
  for (size_t y = 0; y < height; ++y) {
    float *middle = line + reach * channels;
    memcpy(middle, values + y * row, row * sizeof *line);
    for (size_t k = 1; k <= reach; ++k) {
      const size_t left = mirrored(-(ptrdiff_t)k, width);
      const size_t right = mirrored((ptrdiff_t)(width - 1 + k), width);
      memcpy(middle - k * channels, middle + left * channels, channels * sizeof *line);
      memcpy(middle + row + (k - 1) * channels, middle + right * channels, channels * sizeof *line);
    }
    scale(middle, weights[0], rows + y * row, row);
    for (size_t k = 1; k <= reach; ++k)
      add_both(middle - k * channels, middle + k * channels, weights[k], rows + y * row, row);
  }
  // Strips of all rows that a sum is made of stay near the processor.
  for (size_t x = 0; x < row; x += block) {
    const size_t length = row - x < block ? row - x : block;
    for (size_t y = 0; y < height; ++y) {
      float *sums = result + y * row + x;
      scale(rows + y * row + x, weights[0], sums, length);
      for (size_t k = 1; k <= reach; ++k) {
        const size_t above = mirrored((ptrdiff_t)y - (ptrdiff_t)k, height);
        const size_t below = mirrored((ptrdiff_t)(y + k), height);
        add_both(rows + above * row + x, rows + below * row + x, weights[k], sums, length);
      }
    }
  }
}

FOR_EACH_PROCESSOR
void daefuse_edges(const float *restrict slopes, const float *restrict across,
                   const float *restrict down, float *restrict edges, size_t count) {
  for (size_t i = 0; i < count; ++i)
    for (size_t d = 0; d < 8; ++d)
      edges[8 * i + d] = fabsf(across[d] * slopes[2 * i] + down[d] * slopes[2 * i + 1]);
}

FOR_EACH_PROCESSOR
void daefuse_subtract_least(float *restrict values, float *restrict squares, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    float *v = values + 8 * i;
    const float low = least(least(least(v[0], v[4]), least(v[1], v[5])),
                            least(least(v[2], v[6]), least(v[3], v[7])));
    float sum = 0;
    for (size_t d = 0; d < 8; ++d) {
      v[d] -= low;
      sum += v[d] * v[d];
    }
    squares[i] = sum;
  }
}
