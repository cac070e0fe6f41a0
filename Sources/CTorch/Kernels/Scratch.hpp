// SPDX-License-Identifier: Apache-2.0

// Memory that a piece of work needs for itself.
#pragma once

#include <cstdlib>
#include <memory>
#include <new>

#include "Vector.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

/// Numbers in memory of their own, not initialized; `std::bad_alloc` where there is not enough.
template <typename Number>
class Scratch {
 public:
  explicit Scratch(size_t count)
      : memory_(static_cast<Number *>(
                    std::aligned_alloc(64, (count * sizeof(Number) + 63) / 64 * 64)),
                &std::free) {
    if (!memory_ && count) throw std::bad_alloc();
  }
  operator Number *() const { return memory_.get(); }

 private:
  std::unique_ptr<Number, decltype(&std::free)> memory_;
};

/// A count of numbers, rounded up to an odd number of cache lines: what lies so far apart does not
/// compete for the same places in the cache.
template <typename Number = float>
static int odd_lines(int count) {
  constexpr int line = 64 / sizeof(Number);
  return ((count + line - 1) / line | 1) * line;
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
