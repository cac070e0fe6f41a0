// SPDX-License-Identifier: Apache-2.0

#include "CPixels.h"
#include "Processors.h"
#include "Rounding.h"

#define INLINED static inline __attribute__((always_inline))

enum { block = 512 };

typedef float four __attribute__((vector_size(16)));

/// The weights of four pixels, of which the second one lies `fraction` before the place (Keys's
/// cubic convolution with a = -1/2).
INLINED four weights(float fraction) {
  const four t = (four){1, 0, 1, 2} + fraction * (four){1, 1, -1, -1};
  return (((four){-0.5f, 1.5f, 1.5f, -0.5f} * t + (four){2.5f, -2.5f, -2.5f, 2.5f}) * t +
          (four){-4, 0, 0, -4}) * t + (four){2, 1, 1, 2};
}

// Four samples as numbers.
INLINED four bytes(const void *from, size_t index) {
  const uint8_t *s = (const uint8_t *)from + index;
  return (four){s[0], s[1], s[2], s[3]};
}
INLINED four words(const void *from, size_t index) {
  const uint16_t *s = (const uint16_t *)from + index;
  return (four){s[0], s[1], s[2], s[3]};
}
INLINED four floats(const void *from, size_t index) {
  const float *s = (const float *)from + index;
  return (four){s[0], s[1], s[2], s[3]};
}
/// The sum of four rows' samples by their weights, from the first row's on.
INLINED four column(four (*load)(const void *, size_t), const void *image, size_t first, size_t row,
                    four down) {
  return ((load(image, first) * down[0] + load(image, first + row) * down[1]) +
          load(image, first + 2 * row) * down[2]) + load(image, first + 3 * row) * down[3];
}

/// The sums around up to a block of places.
INLINED void warp(four (*load)(const void *, size_t), const void *restrict image, size_t width,
                  size_t channels, const struct daefuse_place *restrict places,
                  float *restrict sums, size_t count) {
  const size_t row = width * channels;
  for (size_t i = 0; i < count; ++i) {
    if (places[i].first < 0) {
      for (size_t c = 0; c < channels; ++c) sums[i * channels + c] = 0;
      continue;
    }
    const four across = weights(places[i].right), down = weights(places[i].down);
    const size_t first = (size_t)places[i].first * channels;
    if (channels == 1) {
      const four parts = across * column(load, image, first, row, down);
      sums[i] = ((parts[0] + parts[1]) + parts[2]) + parts[3];
    } else {
      // Red, green and blue beside each other; the fourth number is the next pixel's.
      four sum = across[0] * column(load, image, first, row, down);
      for (size_t x = 1; x < 4; ++x)
        sum += across[x] * column(load, image, first + 3 * x, row, down);
      for (size_t c = 0; c < 3; ++c) sums[3 * i + c] = sum[c];
    }
  }
}

// Of samples that are whole numbers up to `most`.
#define WARP_WHOLE(name, sample, load, most)                                                \
  FOR_EACH_PROCESSOR                                                                        \
  void name(const sample *image, size_t width, size_t channels,                             \
            const struct daefuse_place *places, sample *result, size_t count) {             \
    float sums[3 * block];                                                                  \
    for (size_t start = 0; start < count; start += block) {                                 \
      const size_t length = count - start < block ? count - start : block;                  \
      warp(load, image, width, channels, places + start, sums, length);                     \
      for (size_t i = 0; i < channels * length; ++i)                                        \
        result[channels * start + i] = (sample)whole(sums[i], most);                        \
    }                                                                                       \
  }
WARP_WHOLE(daefuse_warp_bytes, uint8_t, bytes, 255)
WARP_WHOLE(daefuse_warp_words, uint16_t, words, 65535)

FOR_EACH_PROCESSOR
void daefuse_warp_floats(const float *image, size_t width, size_t channels,
                         const struct daefuse_place *places, float *result, size_t count) {
  warp(floats, image, width, channels, places, result, count);
}
