// SPDX-License-Identifier: Apache-2.0

// Kernels for every processor of this kind: SSE2 or NEON.
#define DAEFUSE_ISA baseline_set
#include "Table.inl"

namespace ctorch::kernels {
const Kernels &baseline() { return baseline_set::table; }

const Kernels &best() {
  if (const Kernels *found = avx512()) return *found;
  if (const Kernels *found = avx2()) return *found;
  return baseline();
}
}  // namespace ctorch::kernels
