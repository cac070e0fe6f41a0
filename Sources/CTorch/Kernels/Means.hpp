// SPDX-License-Identifier: Apache-2.0

// Images at a fraction of their resolution, without the frame that some have.
#pragma once

#include <algorithm>

#include "Kernels.hpp"
#include "Tiles.hpp"

namespace ctorch::kernels::DAEFUSE_ISA {

static void means(const float *images, float *means, MeansExtents extents) {
  const int64_t height = extents.height, width = extents.width, columns = extents.means_width;
  const int64_t first = extents.frame, last = width - 1 - extents.frame;
  const int reduction = extents.reduction;
  const float scale = 1.0f / static_cast<float>(reduction * reduction);
  constexpr int64_t band = 16;
  const int64_t bands = (extents.means_height + band - 1) / band;
  parallel(extents.batch * bands, [&](int64_t index) {
    const int64_t image = index / bands, top = index % bands * band;
    const Scratch<float> sums(columns * reduction);
    for (int64_t row = top; row < std::min(top + band, extents.means_height); ++row) {
      for (int i = 0; i < reduction; ++i) {
        const int64_t source = std::clamp<int64_t>(
            row * reduction + i, extents.frame, height - 1 - extents.frame);
        const float *from = images + (image * height + source) * width;
        if (i == 0) {
          std::copy(from + first, from + last + 1, sums + first);
        } else {
          for (int64_t x = first; x <= last; ++x) sums[x] += from[x];
        }
      }
      std::fill(sums + 0, sums + first, sums[first]);
      std::fill(sums + last + 1, sums + columns * reduction, sums[last]);
      float *to = means + (image * extents.means_height + row) * columns;
      if (reduction == 2) {
        for (int64_t x = 0; x < columns; ++x) to[x] = scale * (sums[2 * x] + sums[2 * x + 1]);
      } else {
        for (int64_t x = 0; x < columns; ++x) {
          float sum = 0;
          for (int i = 0; i < reduction; ++i) sum += sums[reduction * x + i];
          to[x] = scale * sum;
        }
      }
    }
  });
}

}  // namespace ctorch::kernels::DAEFUSE_ISA
