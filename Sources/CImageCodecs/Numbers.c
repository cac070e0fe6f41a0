// SPDX-License-Identifier: Apache-2.0

#include "Support.h"

#include <float.h>
#include <math.h>

float ci_half(uint16_t bits) {
  const float sign = bits & 0x8000 ? -1 : 1;
  const int exponent = bits >> 10 & 31;
  const int fraction = bits & 1023;
  if (exponent == 31) return fraction ? NAN : sign * INFINITY;
  if (exponent == 0) return sign * ldexpf((float)fraction, -24);
  return sign * ldexpf((float)(fraction | 1024), exponent - 25);
}

float ci_narrowed(double value) {
  if (value > FLT_MAX) return isinf(value) ? INFINITY : FLT_MAX;
  if (value < -FLT_MAX) return isinf(value) ? -INFINITY : -FLT_MAX;
  return (float)value;
}
