// SPDX-License-Identifier: Apache-2.0

// Eight floats at a time, by the compiler's vector extension: one register of AVX, two of SSE or
// NEON.
//
// Everything here is `static` and in a namespace that each instruction set's translation unit names
// for itself (DAEFUSE_ISA): the linker must never take one set's code for another's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

// Vectors never cross a function that is not inlined, so how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

namespace ctorch::kernels::DAEFUSE_ISA {

constexpr int lanes = 8;
typedef float vec __attribute__((vector_size(32)));

#define INLINE static inline __attribute__((always_inline))
// Before a loop over an array that is to live in registers.
#define UNROLL _Pragma("clang loop unroll(full)")

INLINE vec load(const float *from) {
  vec value;
  memcpy(&value, from, sizeof value);
  return value;
}

INLINE void store(float *to, vec value) { memcpy(to, &value, sizeof value); }

INLINE vec splat(float x) { return vec{x, x, x, x, x, x, x, x}; }

INLINE float sum(vec v) {
  return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

/// x times 2^n, n in the lowest bits of `shifted`, a whole number added to 1.5 2^23.
INLINE vec times_power(vec x, vec shifted) {
  typedef int32_t ints __attribute__((vector_size(32)));
  ints bits, power;
  memcpy(&bits, &x, sizeof bits);
  memcpy(&power, &shifted, sizeof power);
  bits += power << 23;
  vec result;
  memcpy(&result, &bits, sizeof result);
  return result;
}

INLINE vec larger(vec a, vec b) { return a > b ? a : b; }
INLINE vec smaller(vec a, vec b) { return a < b ? a : b; }

}  // namespace ctorch::kernels::DAEFUSE_ISA
