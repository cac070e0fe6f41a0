// SPDX-License-Identifier: Apache-2.0

// Kernels for x86-64 with AVX-512, in float32. The standard headers come first, as in
// KernelsAVX2.cpp.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <vector>

#include "Kernels.hpp"

#if defined(__x86_64__)
#pragma clang attribute push( \
    __attribute__((target("avx2,fma,avx512f,avx512vl,avx512bw,avx512dq"))), apply_to = function)
#define DAEFUSE_ISA avx512_set
#define DAEFUSE_AVX512
#include "Table.inl"
#pragma clang attribute pop

namespace ctorch::kernels {
const Kernels *avx512() {
  static const bool is_there =
      __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
  return is_there ? &avx512_set::table : nullptr;
}
}  // namespace ctorch::kernels
#else
namespace ctorch::kernels {
const Kernels *avx512() { return nullptr; }
}  // namespace ctorch::kernels
#endif
