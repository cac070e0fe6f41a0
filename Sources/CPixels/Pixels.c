// SPDX-License-Identifier: Apache-2.0

#include "CPixels.h"

#include <string.h>

#ifndef __has_feature
#define __has_feature(name) 0  // as GCC has it
#endif

// The loader takes the version for the processor; before the thread sanitizer is ready, which ends
// the program.
#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("default", "avx2", "avx512bw")))
#else
#define FOR_EACH_PROCESSOR
#endif

// Fused multiply-adds would make results differ between processors.
#pragma STDC FP_CONTRACT OFF

enum { block = 512 };

static inline float least(float a, float b) { return b < a ? b : a; }
static inline float most(float a, float b) { return b > a ? b : a; }
static inline float unit(float x) { return x > 0 ? (x < 1 ? x : 1) : 0; }

/// A value of 0...1 as a byte, rounded half up.
static inline uint8_t stored(float x) {
  const float value = unit(x) * 255;
  const float even = value + 0x1p23f;  // its last bit counts ones: rounded half to even
  uint32_t bits;
  memcpy(&bits, &even, sizeof bits);
  return (uint8_t)(bits + (value - (even - 0x1p23f) >= 0.5f));
}

FOR_EACH_PROCESSOR
void daefuse_luminance_rgb8(const uint8_t *restrict rgb, float *restrict luminance, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    // Thousandths are exact in integers, so that gray stays gray.
    const int32_t sum = 299 * rgb[3 * i] + 587 * rgb[3 * i + 1] + 114 * rgb[3 * i + 2];
    luminance[i] = (float)sum / 255000;
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
      float cb = ((blue[i] / 255.0f - s) * (1 / 1.772f) + 0.5f) - 0.5f;
      float cr = ((red[i] / 255.0f - s) * (1 / 1.402f) + 0.5f) - 0.5f;
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
