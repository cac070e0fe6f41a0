// SPDX-License-Identifier: Apache-2.0

// What matrix products read: float32, or, where DAEFUSE_BFLOAT16 is set, bfloat16, of which the
// processor multiplies two with two and adds both products to a sum in float32.
//
// `group` inputs lie side by side for each output, and are multiplied at once.
#pragma once

#include <cmath>
#include <type_traits>

#include "Vector.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

#if defined(DAEFUSE_BFLOAT16)
typedef __bf16 operand;
constexpr int group = 2;
#else
typedef float operand;
constexpr int group = 1;
#endif

/// Rows of numbers, `group` of them side by side: those of number i of group g are at
/// `values + g * step + i * group`.
struct GroupedRows {
  const operand *values;
  ptrdiff_t step;
  int groups;
};

/// The weights of one group of inputs for a panel of outputs.
template <int Vectors>
struct Column;
/// Sums of one position for a panel of outputs.
template <int Vectors>
struct Sum;

#if defined(DAEFUSE_BFLOAT16)

/// Rounded to nearest, ties to even.
INLINE void store(operand *to, vec value) {
  const auto rounded = _mm256_cvtneps_pbh(value);
  memcpy(to, &rounded, sizeof rounded);
}

/// Two rows of eight, side by side.
INLINE void store_group(operand *to, vec first, vec second) {
  const auto widened = [](vec value) {
    return _mm256_cvtepu16_epi32(__m128i(_mm256_cvtneps_pbh(value)));
  };
  const __m256i both = widened(first) | _mm256_slli_epi32(widened(second), 16);
  memcpy(to, &both, sizeof both);
}

/// a / b, exact but for 6e-5 of it, which is less than what rounding takes; 1 / sqrt(x) likewise.
INLINE vec quotient(vec a, vec b) { return a * vec(_mm256_rcp14_ps(b)); }
INLINE vec reciprocal_root(float x) {
  return _mm256_broadcastss_ps(_mm_rsqrt14_ss(_mm_set_ss(x), _mm_set_ss(x)));
}

/// 2 ^ x, exact but for 8e-5 of it, which is less than what rounding takes: a polynomial of what is
/// over a whole number.
INLINE vec power_of_two(vec x) {
  const vec f = _mm256_reduce_ps(x, _MM_FROUND_TO_NEG_INF);
  const vec p = ((splat(0.078024514f) * f + splat(0.22606717f)) * f + splat(0.6958335f)) * f + splat(0.9999252f);
  return _mm256_scalef_ps(p, x);
}

INLINE int32_t pair(const operand *from) {
  int32_t value;
  memcpy(&value, from, sizeof value);
  return value;
}

template <int Vectors>
struct Column {
  std::conditional_t<Vectors == 2, __m512bh, __m256bh> values;
  INLINE Column from(const operand *weights) {
    Column column;
    memcpy(&column, weights, sizeof column);
    return column;
  }
};

template <>
struct Sum<1> {
  vec total;
  INLINE Sum from(const float *values) { return {load(values)}; }
  INLINE void add(Sum &sum, const operand *inputs, const Column<1> &column) {
    const auto x = __m256bh(_mm256_set1_epi32(pair(inputs)));
    sum.total = _mm256_dpbf16_ps(sum.total, x, column.values);
  }
  INLINE vec part(const Sum &sum, int) { return sum.total; }
};

template <>
struct Sum<2> {
  __m512 total;
  INLINE Sum from(const float *values) { return {_mm512_loadu_ps(values)}; }
  INLINE void add(Sum &sum, const operand *inputs, const Column<2> &column) {
    const auto x = __m512bh(_mm512_set1_epi32(pair(inputs)));
    sum.total = _mm512_dpbf16_ps(sum.total, x, column.values);
  }
  INLINE vec part(const Sum &sum, int vector) {
    return vector == 0 ? _mm512_castps512_ps256(sum.total) : _mm512_extractf32x8_ps(sum.total, 1);
  }
};

/// Positions whose sums of a panel are kept in registers at once, and how many more can be.
template <int Vectors>
constexpr int rows_at_once = Vectors == 2 ? 8 : 12;
constexpr int spare_rows = 2;

/// `count` rows of `width` numbers, `step` apart, grouped in `room`, which holds them and one more.
INLINE GroupedRows grouped(const float *rows, ptrdiff_t step, int count, int width, operand *room) {
  operand *to = room;
  for (int row = 0; row < count; row += group) {
    for (int i = 0; i < width; i += lanes, to += group * lanes) {
      const float *from = rows + row * step + i;
      store_group(to, load(from), row + 1 < count ? load(from + step) : splat(0));
    }
  }
  return {room, static_cast<ptrdiff_t>(group) * width, (count + group - 1) / group};
}

/// `count` numbers, a multiple of 8, as a product takes them.
INLINE const operand *rounded(const float *values, ptrdiff_t count, operand *room) {
  for (ptrdiff_t i = 0; i < count; i += lanes) store(room + i, load(values + i));
  return room;
}

#else

/// 2 ^ x, exact but for 2e-7 of it; x is taken as within -126...127.
INLINE vec power_of_two(vec x) {
  x = larger(x, splat(-126.0f));
  const vec shifted = x + splat(0x1.8p23f);  // a whole number in the lowest bits
  const vec f = x - (shifted - splat(0x1.8p23f));
  const vec p = ((((splat(1.3276471e-3f) * f + splat(9.675541e-3f)) * f + splat(5.5507131e-2f)) * f +
                  splat(0.2402212f)) * f + splat(0.69314694f)) * f + splat(1.0f);
  return times_power(p, shifted);
}

INLINE vec quotient(vec a, vec b) { return a / b; }
INLINE vec reciprocal_root(float x) { return splat(1.0f / std::sqrt(x)); }

template <int Vectors>
struct Column {
  vec parts[Vectors];
  INLINE Column from(const float *values) {
    Column column;
    UNROLL for (int v = 0; v < Vectors; ++v) column.parts[v] = load(values + v * lanes);
    return column;
  }
};

template <int Vectors>
struct Sum : Column<Vectors> {
  INLINE Sum from(const float *values) { return {Column<Vectors>::from(values)}; }
  INLINE void add(Sum &sum, const operand *input, const Column<Vectors> &column) {
    const vec x = splat(*input);
    UNROLL for (int v = 0; v < Vectors; ++v) sum.parts[v] += x * column.parts[v];
  }
  INLINE vec part(const Sum &sum, int vector) { return sum.parts[vector]; }
};

#if defined(DAEFUSE_AVX512)

/// Both vectors of a panel in one register.
typedef float wide_vec __attribute__((vector_size(64)));

template <>
struct Column<2> {
  wide_vec values;
  INLINE Column from(const float *values) {
    Column column;
    memcpy(&column, values, sizeof column);
    return column;
  }
};

template <>
struct Sum<2> : Column<2> {
  INLINE Sum from(const float *values) { return {Column<2>::from(values)}; }
  INLINE void add(Sum &sum, const operand *input, const Column<2> &column) {
    sum.values += *input * column.values;
  }
  INLINE vec part(const Sum &sum, int vector) {
    return vector == 0 ? __builtin_shufflevector(sum.values, sum.values, 0, 1, 2, 3, 4, 5, 6, 7)
                       : __builtin_shufflevector(sum.values, sum.values, 8, 9, 10, 11, 12, 13, 14, 15);
  }
};

template <int Vectors>
constexpr int rows_at_once = 12;
constexpr int spare_rows = 2;

#else

template <int Vectors>
constexpr int rows_at_once = Vectors == 2 ? 6 : 10;
constexpr int spare_rows = 0;

#endif

INLINE GroupedRows grouped(const float *rows, ptrdiff_t step, int count, int, operand *) {
  return {rows, step, count};
}

INLINE const operand *rounded(const float *values, ptrdiff_t, operand *) { return values; }

#endif

/// Copies `count` numbers, a multiple of 8, as a product takes them.
INLINE void copy(const float *from, operand *to, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i += lanes) store(to + i, load(from + i));
}

}  // namespace ctorch::kernels::DAEFUSE_ISA

