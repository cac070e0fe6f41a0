// SPDX-License-Identifier: Apache-2.0

// Kernels for x86-64 with AVX2 and FMA. The standard headers come first, so that what they define
// is not compiled for AVX2 and then, merged by the linker, run where there is none.
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
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define DAEFUSE_ISA avx2_set
#include "Table.inl"
#pragma clang attribute pop

namespace ctorch::kernels {
const Kernels *avx2() {
  static const bool is_there = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return is_there ? &avx2_set::table : nullptr;
}
}  // namespace ctorch::kernels
#else
namespace ctorch::kernels {
const Kernels *avx2() { return nullptr; }
}  // namespace ctorch::kernels
#endif
