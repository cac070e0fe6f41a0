// SPDX-License-Identifier: Apache-2.0

// How numbers are stored as samples of whole numbers.
#pragma once

#include <stdint.h>
#include <string.h>

/// Rounded half up, and clamped to 0...most, which is below 2^22.
static inline __attribute__((always_inline)) uint32_t whole(float x, float most) {
  const float value = x > 0 ? (x < most ? x : most) : 0;
  const float even = value + 0x1p23f;  // its last bit counts ones: rounded half to even
  uint32_t bits;
  memcpy(&bits, &even, sizeof bits);
  return (bits & 0x3fffff) + (value - (even - 0x1p23f) >= 0.5f);
}
